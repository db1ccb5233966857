// npm run bench -- dig [--digs 10]: measures the running stack against the vendors' own latencies. Needs `npm start` in
// another terminal.
import { parseArgs } from 'node:util'
import { median } from './rig/figures.js'
import { ask, readStack } from './rig/running-stack.js'

const situations = [
  '비 오는 밤 드라이브',
  '시험이 끝난 오후',
  '혼자 걷는 새벽 거리',
  '첫눈 오는 날',
  '퇴근길 버스 창가',
  'rainy night, driving home',
  '여름 바다',
  '이별 다음 날',
  '운동하러 가는 길',
  '일요일 아침 커피',
]

/** Milliseconds from the request to the end of the dig, as a client that watches its events sees it. */
const dig = async (api: string, token: string, situation: string): Promise<number> => {
  const startedAt = performance.now()
  const { job } = await ask<{ job: { id: number } }>(`${api}/playlist/create`, {
    method: 'POST',
    token,
    headers: { prefer: 'respond-async' },
    body: JSON.stringify({ situations: situation, genre: 'K-POP', year: '상관없음' }),
  })
  const events = await fetch(`${api}/playlist/jobs/${job.id}/events`, {
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
  })
  const text = await events.text()
  if (!text.includes('event: done')) throw new Error(`the dig did not end well:\n${text.slice(-500)}`)
  return performance.now() - startedAt
}

interface Call {
  vendor: string
  at: string
  duration_ms: number
}

/**
 * What the vendors took for one dig, from their own log: all of it one after the other, and the longest chain of which
 * no link can begin before the one above it has ended (the stream up to the cover's prompt, the painting, its download;
 * or the whole stream and one search).
 */
const vendorTimes = (calls: Call[]) => {
  const of = (vendor: string) => calls.filter(call => call.vendor === vendor)
  const [chat] = of('chat')
  const [karlo] = of('karlo')
  if (!chat || !karlo) throw new Error('the dig went without the chat model or without the painter')
  const searches = of('youtube').map(call => call.duration_ms)
  const downloads = of('download').map(call => call.duration_ms)
  const untilPrompt = Date.parse(karlo.at) - Date.parse(chat.at)
  const cover = untilPrompt + karlo.duration_ms + Math.max(0, ...downloads)
  return {
    searches: searches.length,
    sum: calls.reduce((total, call) => total + call.duration_ms, 0),
    chain: Math.max(cover, chat.duration_ms + Math.max(0, ...searches)),
  }
}

const { values } = parseArgs({ options: { digs: { type: 'string', default: '10' } } })
const digs = Math.max(1, Number(values.digs) || 10)
const { addresses, demo } = readStack()
const { sandbox } = addresses
if (!sandbox) throw new Error('The vendors are real here; measuring would cost money.')
const { token } = await ask<{ token: { access: string } }>(`${addresses.api}/user/login`, {
  method: 'POST',
  body: JSON.stringify(demo),
})
const rows: { took: number; chain: number; sum: number }[] = []
console.log('  dig    took  longest chain    sum  took/chain  took/sum  searches')
for (let n = 0; n < digs; n++) {
  await fetch(`${sandbox}/control/calls`, { method: 'DELETE' })
  const took = await dig(addresses.api, token.access, `${situations[n % situations.length]} ${n}`)
  const { calls } = await ask<{ calls: Call[] }>(`${sandbox}/control/calls`)
  const { chain, sum, searches } = vendorTimes(calls)
  rows.push({ took, chain, sum })
  const ms = (value: number) => `${Math.round(value)}`.padStart(6)
  console.log(
    `${String(n + 1).padStart(5)} ${ms(took)}         ${ms(chain)} ${ms(sum)}       ${(took / chain).toFixed(2)}      ${(took / sum).toFixed(2)}    ${String(searches).padStart(6)}`,
  )
}
console.log(
  `median of took/chain ${median(rows.map(row => row.took / row.chain)).toFixed(2)}, of took/sum ${median(rows.map(row => row.took / row.sum)).toFixed(2)}, over ${digs} digs; milliseconds above`,
)
