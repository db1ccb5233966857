import { smallestUnitsOf } from '../core/currency.js'
import type { Language } from '../core/language.js'
import { type Letter, renderLetter } from '../core/letter.js'
import { type RefundReason, refundReasons } from './states.js'

export interface OrderLetter {
  language: Language
  kind: 'paid' | 'refunded'
  merchant_uid: string
  total: number | null
  refunded: number | null
  /** Of what was sent back. */
  currency: string | null
  why: RefundReason | null
  has_address: boolean
  lines: readonly { name: string; quantity: number; price: number }[]
}

const won: Record<Language, (amount: number) => string> = {
  ko: amount => `${amount.toLocaleString('ko-KR')}원`,
  en: amount => `${amount.toLocaleString('en-US')} won`,
}

/** What a buyer is told, once, when an order is paid or money is on its way back. */
export const renderOrderLetter = (letter: OrderLetter): Letter =>
  letter.kind === 'paid' ? renderPaid(letter) : renderRefunded(letter)

const renderPaid = ({ language, merchant_uid, total, lines, has_address }: OrderLetter): Letter => {
  const isKorean = language === 'ko'
  const amount = won[language](total ?? 0)
  const heading = isKorean ? '결제가 완료되었습니다' : 'Your order is paid'
  const missing = isKorean
    ? '배송지가 입력되지 않았습니다. 이 메일에 회신해 주소를 알려 주세요.'
    : 'No address was given. Please answer this mail with one.'
  return renderLetter(language, {
    subject: `[Mudig] ${heading}`,
    preview: amount,
    heading,
    paragraphs: [
      ...lines.map(({ name, quantity, price }) => `${name} × ${quantity}: ${won[language](price * quantity)}`),
      isKorean ? `합계 ${amount}` : `Together ${amount}`,
      ...(has_address ? [] : [missing]),
    ],
    after: [isKorean ? `주문 번호 ${merchant_uid}` : `Order ${merchant_uid}`],
    footer: footer[language],
  })
}

const renderRefunded = ({ language, merchant_uid, refunded, currency, why }: OrderLetter): Letter => {
  const isKorean = language === 'ko'
  const isWon = currency === null || currency === 'KRW'
  const amount = isWon ? won[language](refunded ?? 0) : `${currency} ${(refunded ?? 0) / smallestUnitsOf(currency)}`
  const heading = isKorean ? '환불이 진행되었습니다' : 'Money is on its way back to you'
  return renderLetter(language, {
    subject: `[Mudig] ${heading}`,
    preview: amount,
    heading,
    paragraphs: [
      isKorean ? `${amount}이 결제 수단으로 환불되었습니다.` : `${amount} was sent back to where you paid from.`,
      ...(why === null ? [] : [`${isKorean ? '사유' : 'Why'}: ${refundReasons[why][language]}`]),
    ],
    after: [isKorean ? `주문 번호 ${merchant_uid}` : `Order ${merchant_uid}`],
    footer: footer[language],
  })
}

const footer: Record<Language, string> = {
  ko: '주문하신 분께 보낸 메일입니다.',
  en: 'Sent to whoever ordered.',
}
