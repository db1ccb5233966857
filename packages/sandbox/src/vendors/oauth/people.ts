import type { Provider } from '@mudig/shared/core/providers'

/** Somebody with an account at every provider. */
export interface Person {
  id: string
  name: string
  /** Their id at each provider, in its own form. */
  subjects: Record<Provider, string>
  email: string | null
  isEmailVerified: boolean
}

const person = (id: string, name: string, number: number, email: string | null, isEmailVerified: boolean): Person => ({
  id,
  name,
  subjects: { google: `10769150350006150${number}`, kakao: `30412${number}`, naver: `32742776_sandbox_${number}` },
  email,
  isEmailVerified,
})

export const people: readonly Person[] = [
  person('minji', 'Minji, a verified address', 7151, 'minji@mudig.local', true),
  person('junho', 'Junho, an address that was never verified', 7152, 'junho@mudig.local', false),
  person('sora', 'Sora, without an address', 7153, null, false),
]
