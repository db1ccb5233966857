import { createHash, randomInt } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { dereference } from './testing/dereference.js'
import { type Answer, undocumented } from './testing/fuzz/answers.js'
import { type Ask, type Operation, requestsOf } from './testing/fuzz/requests.js'
import { createWorld } from './testing/fuzz/world.js'
import { appWithStorage } from './testing/pictures.js'

// Every operation of the document, asked as its schemas allow and as they don't, by who may and who may not: nothing
// fails, and nothing is answered that the document does not say. FUZZ_RUNS requests an operation, FUZZ_SEED repeats a
// run, FUZZ_ONLY names tags or operations.

const runs = Number(process.env.FUZZ_RUNS ?? 12)
const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
const only = process.env.FUZZ_ONLY?.split(',')

/** So many requests an operation in one world: limits of accounts would answer most of more. */
const perWorld = 40

/** What cannot be had here, because nobody runs it. */
const mayBeAway = new Set<string>(['provider_unavailable'])

const seedOf = (operation: string, round: number): number =>
  createHash('sha256').update(`${seed} ${operation} ${round}`).digest().readInt32BE()

interface Found extends Ask {
  method: string
  operation: string
  what: string
  body: string
}

const wrong = (operation: Operation, ask: Ask, answer: Answer): string | undefined => {
  if (answer.statusCode >= 500) {
    const code = /"code":"(\w+)"/.exec(answer.body)?.[1] ?? ''
    if (!mayBeAway.has(code)) return `${answer.statusCode} ${code}`
  }
  return undocumented(operation, ask, answer)
}

t.test(`nothing that is asked fails or is answered in an undocumented way (FUZZ_SEED=${seed})`, async t => {
  const { app } = await appWithStorage(t)
  const { paths } = dereference((await app.inject('/api/json')).json())
  const every = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  const segments = new Set(every.flatMap(({ path }) => path.split('/').filter(one => !one.startsWith('{'))))
  const isTaken = (segment: string) => segments.has(segment.toLowerCase())
  const tags = [...new Set(every.map(({ operation }) => operation.tags[0]!))]
  // What ends things comes last, so that there is something to end.
  const order = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
  let asked = 0

  for (const tag of tags) {
    const chosen = every
      .filter(({ operation }) => operation.tags[0] === tag)
      .filter(({ operation }) => !only || only.includes(tag) || only.includes(operation.operationId))
      .sort((one, other) => order.indexOf(one.method) - order.indexOf(other.method))
    if (chosen.length === 0) continue
    await t.test(tag, async t => {
      const statuses: Record<string, number> = {}
      const found = new Map<string, Found>()
      for (let done = 0; done < runs; done += perWorld) {
        const world = await createWorld(await appWithStorage(t, { DIG_WAIT_SECONDS: '0' }))
        for (const { path, method, operation } of chosen) {
          const isStream = 'text/event-stream' in (operation.responses['200']?.content ?? {})
          const count = Math.min(perWorld, runs - done)
          const sample = (isOdd: boolean, numRuns: number) =>
            fc.sample(requestsOf(method, path, operation, { known: world.known, isOdd }, isTaken), {
              numRuns,
              seed: seedOf(operation.operationId, done),
            })
          const asks = [...sample(false, Math.ceil(count / 2)), ...sample(true, Math.floor(count / 2))]
          for (const ask of asks) {
            asked++
            let what: string | undefined
            let body = ''
            try {
              const answer = await world.ask(method, ask, isStream)
              statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1
              body = answer.body
              what = wrong(operation, ask, answer)
              if (answer.statusCode < 300 && body.startsWith('{') && body.length < 100_000)
                world.known.learn(JSON.parse(body))
            } catch (error) {
              what = String(error)
            }
            const key = `${operation.operationId}: ${what}`
            if (what && !found.has(key))
              found.set(key, { ...ask, method, operation: operation.operationId, what, body })
          }
        }
      }
      for (const [key, { method, asker, url, headers, payload, body }] of found)
        t.fail(key, {
          request: `${method} ${url.slice(0, 300)} by ${asker} ${JSON.stringify(headers).slice(0, 300)}`,
          payload: payload?.toString().slice(0, 300),
          answer: body.slice(0, 300),
          repeat: `FUZZ_SEED=${seed} FUZZ_RUNS=${runs} FUZZ_ONLY=${tag}`,
        })
      t.comment(`${tag}: ${JSON.stringify(statuses)}`)
      t.ok(
        Object.keys(statuses).some(status => status.startsWith('2')),
        'something is answered with success',
      )
    })
  }
  t.comment(`${asked} requests`)
})
