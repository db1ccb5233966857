// npm run bench -- timing [--samples 500]: can somebody tell by the clock whether an address has an account? Each route
// is asked about known and unknown addresses in turn, and every time from another client address, so that no limit is
// met.
import { randomInt } from 'node:crypto'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { median, quantile } from './rig/figures.js'
import { createClient } from './rig/load.js'
import { addPeople, fromElsewhere, withStand } from './rig/stand.js'

/** What the issue wants: medians this close together. */
const tolerance = 0.05

const { values } = parseArgs({ options: { samples: { type: 'string', default: '500' } } })
const samples = Math.max(10, Number(values.samples) || 500)

const within = await withStand(async ({ db, url }) => {
  const password_hash = await hashPassword('a passphrase that is not tried')
  const kinds = {
    'with a password': await addPeople(db, samples, { password_hash }, 'haspassword'),
    'without a password': await addPeople(db, samples, { password_hash: null }, 'hassocials0'),
    withdrawn: await addPeople(db, samples, { password_hash, is_active: false }, 'haswithdrew'),
  }
  const client = createClient(url)
  const ask = async (path: string, email: string, body: object): Promise<number> => {
    const answer = await client.ask(path, { method: 'POST', headers: fromElsewhere(), body: { email, ...body } })
    const isExpected = path === '/user/login' ? answer.status === 401 : answer.status === 200
    if (!isExpected) throw new Error(`${path} answered ${answer.status}: ${answer.body}`)
    return answer.tookMs
  }

  console.log(
    `medians and p90 in ms, ${samples} samples each, known and unknown addresses in turn; load ${loadavg()[0]?.toFixed(1)}\n`,
  )
  console.log('| route | account | known | unknown | ratio | p90 known | p90 unknown |')
  console.log('|---|---|---|---|---|---|---|')
  let isWithin = true
  for (const [path, body] of [
    ['/user/login', { password: 'a wrong password, all of them' }],
    ['/user/otp', {}],
    ['/user/find_pw', {}],
    ['/user/findemail', {}],
  ] as const) {
    for (let n = 0; n < 20; n++) await ask(path, `warmingup000000${n}@known.example`, body)
    for (const [kind, known] of Object.entries(kinds)) {
      // New to the limits, as the known ones are at this route.
      const unknown = known.map(email => email.replace(/^has/, 'not'))
      const times = { known: [] as number[], unknown: [] as number[] }
      for (let n = 0; n < samples; n++) {
        const pair = ['known', 'unknown'] as const
        for (const which of randomInt(2) === 0 ? pair : pair.toReversed()) {
          times[which].push(await ask(path, (which === 'known' ? known : unknown)[n]!, body))
        }
      }
      const ratio = median(times.known) / median(times.unknown)
      if (Math.abs(ratio - 1) > tolerance) isWithin = false
      const ms = (value: number) => value.toFixed(2)
      console.log(
        `| \`POST ${path}\` | ${kind} | ${ms(median(times.known))} | ${ms(median(times.unknown))} | ${ratio.toFixed(3)} | ${ms(quantile(times.known, 0.9))} | ${ms(quantile(times.unknown, 0.9))} |`,
      )
    }
  }
  client.close()
  return isWithin
})
console.log(within ? '\nAll medians are within 5 percent.' : '\nSome medians differ by more than 5 percent.')
process.exitCode = within ? 0 : 1
