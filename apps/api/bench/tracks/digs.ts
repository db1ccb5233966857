import { until } from '@mudig/sandbox/servers/until'
import { median, quantile } from '../rig/figures.js'
import { type Client, createClient } from '../rig/load.js'
import { fromElsewhere } from '../rig/stand.js'
import { makeSong, onStage } from './stage.js'

const transcodes = 10
const digsOfRound = 3

const dig = async (client: Client, authorization: string, n: number): Promise<number> => {
  const startedAt = performance.now()
  const headers = { authorization, ...fromElsewhere() }
  const asked = await client.ask('/playlist/create', {
    method: 'POST',
    headers: { ...headers, prefer: 'respond-async' },
    body: { situations: `퇴근길 버스 창가 ${n}`, genre: 'K-POP', year: '상관없음' },
  })
  const { job } = JSON.parse(asked.body) as { job: { id: number } }
  const events = await client.ask(`/playlist/jobs/${job.id}/events`, {
    method: 'GET',
    headers: { ...headers, accept: 'text/event-stream' },
  })
  if (!events.body.includes('event: done')) throw new Error(`a dig did not end well:\n${events.body.slice(-500)}`)
  return performance.now() - startedAt
}

/** What somebody waits for a playlist, alone and beside ten tracks that were uploaded at once, in turn. */
export const digs = (rounds: number) =>
  onStage({}, async stage => {
    const { whole, upload, untilIdle, signIn } = stage
    const song = makeSong(stage, 'song.flac', 240)
    const client = createClient(whole.url)
    const authorization = await signIn()
    const waits = { alone: [] as number[], beside: [] as number[] }
    const active = whole.db.selectFrom('jobs').select('id').where('queue', 'like', 'tracks.%')
    const left = async (state: 'queued' | 'running') => (await active.where('state', '=', state).execute()).length
    let n = 0
    let fewest = Number.POSITIVE_INFINITY
    await dig(client, authorization, n++)
    await upload(song, 0)
    await untilIdle()
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < digsOfRound; i++) waits.alone.push(await dig(client, authorization, n++))
      for (let i = 0; i < transcodes; i++) await upload(song, i)
      await until(async () => (await left('running')) > 1, { withinMs: 30_000 })
      for (let i = 0; i < digsOfRound; i++) waits.beside.push(await dig(client, authorization, n++))
      fewest = Math.min(fewest, (await left('queued')) + (await left('running')))
      await untilIdle()
    }
    client.close()
    const told = (list: readonly number[]) => {
      const [low, middle, high] = [quantile(list, 0.25), median(list), quantile(list, 0.75)].map(ms =>
        (ms / 1_000).toFixed(2),
      )
      return `${middle} s (half of them within ${low} to ${high} s)`
    }
    const ratio = median(waits.beside) / median(waits.alone)
    const report = `A dig alone takes ${told(waits.alone)}, beside ${transcodes} transcodes ${told(waits.beside)}: ${ratio.toFixed(3)} times as long. Medians of ${rounds * digsOfRound} each in ${rounds} rounds in turn; at least ${fewest} jobs of tracks were left when the last dig of a round ended.`
    return { report, isWithin: true }
  })
