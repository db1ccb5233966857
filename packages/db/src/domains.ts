import type { Act, ActName, ActOf } from '@mudig/shared/notifications/kinds'
import type { Trx } from './core/client.js'
import type { Counter } from './core/counters.js'
import type { Domain, EmbeddedTexts, Interest, NoticesOf, Schedule, SearchTexts } from './core/domain.js'
import { declared } from './domains.gen.js'
import { type NoticeChange, settle } from './notifications/notify.js'

/** Every folder that declares something, see core/domain.ts. */
export const domains: readonly Domain[] = declared

/** What needs more than the database is added by the worker. */
export const schedules: readonly Schedule[] = domains.flatMap(({ schedules }) => schedules ?? [])

export const counters: readonly Counter[] = domains.flatMap(({ counters }) => counters ?? [])

/** By what a search calls them. */
export const searchTexts: Readonly<Record<string, SearchTexts>> = Object.assign(
  {},
  ...domains.map(({ searchTexts }) => searchTexts),
)

/** By kinds of subjects. */
export const embeddedTexts: Readonly<Record<string, EmbeddedTexts>> = Object.assign(
  {},
  ...domains.map(({ embeddedTexts }) => embeddedTexts),
)

export const interests: readonly Interest[] = domains.flatMap(({ interests }) => interests ?? [])

type Settled = { [D in (typeof declared)[number] as D['name']]: D extends { acts: infer A } ? keyof A : never }
type Forgotten = Exclude<ActName, Settled[keyof Settled]>
/** Does not compile while an act of some notices.ts is settled by no domain; the error names it. */
const everyActIsSettled: [Forgotten] extends [never] ? true : Forgotten = true

type Look = <Name extends ActName>(trx: Trx, act: ActOf<Name>, noticesOf: NoticesOf) => Promise<NoticeChange[]>
const looks: Partial<Record<ActName, Look>> = everyActIsSettled && Object.assign({}, ...domains.map(({ acts }) => acts))

const kinds = new Map(domains.flatMap(({ subject }) => (subject ? [[subject.name, subject] as const] : [])))

const noticesOf: NoticesOf = name => {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`no domain declares the kind of subject ${name}`)
  return kind.notices
}

/** Makes notifications fit how things stand about an act. Repeating it changes nothing. */
export const settleAct = async (trx: Trx, act: Act): Promise<void> => {
  const look = looks[act.act]
  if (!look) throw new Error(`no domain handles the act ${act.act}`)
  await settle(trx, await look(trx, act, noticesOf))
}
