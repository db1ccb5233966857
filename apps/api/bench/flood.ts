// npm run bench -- flood [--seconds 10] [--rounds 3] [--at-once 64]: what a flood of sign-ins does to somebody who
// reads. In turn: quiet, the flood, and for comparison the same hashing in a process that has nothing to do with the
// API.
import { type ChildProcess, spawn } from 'node:child_process'
import { availableParallelism, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { hashPassword } from '@mudig/shared/accounts/passwords'
import { quantile } from './rig/figures.js'
import { type Client, createClient } from './rig/load.js'
import { addPeople, fromElsewhere, withStand } from './rig/stand.js'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '3' },
    'at-once': { type: 'string', default: '64' },
  },
})
const phaseMs = Math.max(1, Number(values.seconds) || 10) * 1_000
const rounds = Math.max(1, Number(values.rounds) || 3)
const atOnce = Math.max(1, Number(values['at-once']) || 64)

/**
 * Reads come at this pace whatever becomes of the ones before, as they do from many people; each is timed from the
 * moment it was due.
 */
const readEveryMs = 10

const password = 'a passphrase for reading'

/** Milliseconds of each read. */
const read = async (client: Client, authorization: string): Promise<number[]> => {
  const startedAt = performance.now()
  const reads: Promise<number>[] = []
  for (let due = startedAt; due < startedAt + phaseMs; due += readEveryMs) {
    const wait = due - performance.now()
    if (wait > 0) await new Promise(passed => setTimeout(passed, wait))
    reads.push(
      client.ask('/user/profile', { method: 'GET', headers: { authorization } }).then(({ status, body }) => {
        if (status !== 200) throw new Error(`a read was answered ${status}: ${body}`)
        return performance.now() - due
      }),
    )
  }
  return Promise.all(reads)
}

interface Flood {
  end(): Promise<{ refused: number; turnedAway: number }>
}

/** Wrong passwords for one account, from ever new networks. */
const flood = (client: Client, email: string): Flood => {
  let isOver = false
  const counts = { refused: 0, turnedAway: 0 }
  const attack = async () => {
    while (!isOver) {
      const { status } = await client.ask('/user/login', {
        method: 'POST',
        headers: fromElsewhere(),
        body: { email, password: 'a guess' },
      })
      counts[status === 401 ? 'refused' : 'turnedAway'] += 1
    }
  }
  const attacks = Array.from({ length: atOnce }, attack)
  return {
    end: async () => {
      isOver = true
      await Promise.all(attacks)
      return counts
    },
  }
}

const startNeighbour = (): ChildProcess =>
  spawn(
    process.execPath,
    ['--conditions=mudig-source', '--import=tsx', fileURLToPath(new URL('./rig/neighbour.ts', import.meta.url))],
    {
      stdio: 'inherit',
    },
  )

await withStand(async ({ db, url }) => {
  const [email = ''] = await addPeople(db, 1, { password_hash: await hashPassword(password) }, 'reader')
  const [reader, attacker] = [createClient(url), createClient(url)]
  const { body } = await reader.ask('/user/login', {
    method: 'POST',
    headers: fromElsewhere(),
    body: { email, password },
  })
  const authorization = `Bearer ${(JSON.parse(body) as { token: { access: string } }).token.access}`
  await read(reader, authorization)

  const times = { quiet: [] as number[], flood: [] as number[], neighbour: [] as number[] }
  const logins = { refused: 0, turnedAway: 0 }
  for (let round = 0; round < rounds; round++) {
    times.quiet.push(...(await read(reader, authorization)))

    const running = flood(attacker, email)
    times.flood.push(...(await read(reader, authorization)))
    const counts = await running.end()
    logins.refused += counts.refused
    logins.turnedAway += counts.turnedAway

    const neighbour = startNeighbour()
    try {
      // Its start is heavier than its work.
      await new Promise(passed => setTimeout(passed, 2_000))
      times.neighbour.push(...(await read(reader, authorization)))
    } finally {
      neighbour.kill('SIGKILL')
    }
  }
  reader.close()
  attacker.close()

  const seconds = (rounds * phaseMs) / 1_000
  console.log(
    `GET /user/profile ${1_000 / readEveryMs} times a second, in ms; ${rounds} rounds of ${phaseMs / 1_000} s each; ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`,
  )
  console.log('| while | p50 | p90 | p99 | p99 to quiet |')
  console.log('|---|---|---|---|---|')
  const names = {
    quiet: 'nothing else goes on',
    flood: `${atOnce} sign-ins at once`,
    neighbour: 'another process hashes as much',
  }
  for (const [name, title] of Object.entries(names) as [keyof typeof names, string][]) {
    const [p50, p90, p99] = [0.5, 0.9, 0.99].map(share => quantile(times[name], share).toFixed(1))
    const ratio = quantile(times[name], 0.99) / quantile(times.quiet, 0.99)
    console.log(`| ${title} | ${p50} | ${p90} | ${p99} | ${ratio.toFixed(2)} |`)
  }
  console.log(
    `\nOf the sign-ins ${(logins.refused / seconds).toFixed(0)} a second were compared and refused, ${(logins.turnedAway / seconds).toFixed(0)} a second were turned away (429, 503).`,
  )
})
