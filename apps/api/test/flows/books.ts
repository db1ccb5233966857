import type { Attempt } from '@mudig/sandbox/vendors/portone/ledger'
import type { Choice } from '@mudig/sandbox/vendors/portone/pages'

/** What the payment window gives to the page's callback. */
export interface Paid {
  success: boolean
  imp_uid: string | null
  merchant_uid: string
  error_msg?: string
}

/** As the bookkeepers of the sandbox's PortOne see it. */
export const booksAt = (url: string) => {
  const ask = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${url}/control/portone/${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    return (await answer.json()) as T
  }
  return {
    payments: async () => (await ask<{ payments: Attempt[] }>('GET', 'payments')).payments,
    pay: (paying: { merchant_uid: string; amount: number; choice: Choice }) => ask<Paid>('POST', 'pay', paying),
    approve: (imp_uid: string) => ask('POST', 'approve', { imp_uid }),
    cancel: (imp_uid: string, amount?: number) => ask('POST', 'cancel', { imp_uid, ...(amount && { amount }) }),
    settle: (status: 'SUCCEEDED' | 'FAILED') => ask('POST', 'cancellations', { status }),
    lag: (hide_for_ms: number) => ask('POST', 'lag', { hide_for_ms }),
  }
}

export type Books = ReturnType<typeof booksAt>
