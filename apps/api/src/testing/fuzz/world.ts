import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { upsertStaff } from '@mudig/db/accounts/staff'
import { noteServing } from '@mudig/db/ledger/lanes'
import { aShopProduct } from '@mudig/db/testing/shop'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { goodPassword, post, type TestApp } from '../app.js'
import { aListener, bearerOf, type Listener } from '../listeners.js'
import { makeStaff } from '../make-staff.js'
import { cast } from '../walk/cast.js'
import type { Answer } from './answers.js'
import { createKnown } from './known.js'
import type { Ask, Asker } from './requests.js'

/** Longer than anything that is asked may take. */
const boundMs = 20_000

const forged = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'

/** People who have something of everything, others, and what is known of it. */
export const createWorld = async (test: TestApp) => {
  const { app, db } = test
  const people = await cast(test)
  const operator = await aListener(test, 'operator')
  await makeStaff(test, operator)
  await upsertStaff(db, { email: 'ops@test.local', name: 'Ops', password_hash: await hashPassword(goodPassword) })
  const signedIn = await app.inject({
    method: 'POST',
    url: '/admin/login',
    payload: new URLSearchParams({ email: 'ops@test.local', password: goodPassword }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0]!
  const products = [await aShopProduct(db), await aShopProduct(db)]
  await noteServing(db, ['ffmpeg'])
  await post(app, '/user/otp', { email: 'new@test.local' })

  const known = createKnown()
  for (const { handle, name } of [people.viewer, people.person, people.third]) {
    known.add('handle', handle)
    known.add('nickname', name)
    known.add('name', name)
    known.add('email', `${name}@test.local`)
  }
  for (const id of [...products, people.review.film, people.conversation]) known.add('id', id)
  for (let id = 1; id <= 25; id++) known.add('id', id)
  known.learn({ ...people, viewer: 0, person: 0, third: 0 })
  known.add('uuid', people.room)
  known.add('password', goodPassword)

  const signed: Record<'owner' | 'staff' | 'stranger', Listener> = {
    owner: people.person,
    staff: operator,
    stranger: await aListener(test, 'stranger'),
  }
  const isSigned = (asker: Asker): asker is keyof typeof signed => asker in signed

  /** Whoever signed out, withdrew or was suspended goes on with a session of their own. */
  const renew = async (asker: keyof typeof signed): Promise<void> => {
    const { id } = signed[asker]
    await db
      .updateTable('users')
      .set({ is_active: true, withdrawn_at: null, erase_after: null, suspended_at: null, suspended_until: null })
      .where('id', '=', id)
      .execute()
    signed[asker] = { ...signed[asker], bearer: await bearerOf(test, id) }
  }

  const headersOf = (asker: Asker): Record<string, string> => {
    if (isSigned(asker)) return { ...signed[asker].bearer, ...(asker === 'staff' && { cookie }) }
    return asker === 'forger' ? { authorization: `Bearer ${forged}` } : {}
  }

  /** Asks, from some address or other, so that the limits of networks don't hide what lies behind them. */
  const ask = async (method: string, { asker, url, headers, payload }: Ask, isStream: boolean): Promise<Answer> => {
    const over = new AbortController()
    const asked = app.inject({
      method: method as 'GET',
      url,
      headers: { ...headersOf(asker), ...headers },
      remoteAddress: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`,
      signal: over.signal,
      payloadAsStream: isStream,
      ...(payload && { payload }),
    })
    const late = Symbol()
    const waiting = new AbortController()
    const answer = await Promise.race([asked, wait(boundMs, late, { signal: waiting.signal })])
    waiting.abort()
    if (typeof answer === 'symbol') {
      over.abort()
      asked.catch(() => {})
      throw new Error(`no answer within ${boundMs} ms`)
    }
    if (answer.statusCode === 401 && isSigned(asker)) await renew(asker)
    const { statusCode, headers: answered } = answer
    if (!isStream) return { statusCode, headers: answered, body: answer.body }
    const stream = answer.stream()
    stream.on('error', () => {})
    const goesOn = String(answered['content-type']).startsWith('text/event-stream')
    const body = goesOn ? '' : Buffer.concat(await stream.toArray()).toString()
    if (goesOn) over.abort()
    stream.destroy()
    return { statusCode, headers: answered, body }
  }

  return { known, ask }
}
