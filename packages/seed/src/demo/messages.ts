import { openRoom } from '@mudig/db/messages/room-changes'
import { writeToRoom } from '@mudig/db/messages/write'
import { ApiError } from '@mudig/shared/core/errors'
import type { AddDemo, Demo } from '../core/demo.js'

const name = '귤 공동구매'

/** What demo accounts say in a room that the first of them opened. */
export const demoTalk = [
  { email: 'listener@mudig.local', text: '이번 주 토요일에 귤 보내요. 몇 상자 필요하세요?' },
  { email: 'digger@mudig.local', text: 'Two boxes for me, please!' },
  { email: 'dancer@mudig.local', text: '저는 한 상자요 🍊 연습실로 보내 주실 수 있나요?' },
  { email: 'listener@mudig.local', text: '그럼요. 주소만 남겨 주세요.' },
  { email: 'dancer@mudig.local', text: '고맙습니다! 올 때 들을 노래도 골라 둘게요.' },
  { email: 'listener@mudig.local', text: '비 오는 날 듣기 좋은 걸로 부탁해요.' },
] as const

/** One of them keeps another away by now, or is suspended: on a developer's machine people try these things. */
const refused = (error: unknown): undefined => {
  if (!(error instanceof ApiError)) throw error
}

const addTalk: AddDemo = async (trx, idOf) => {
  const people = [...new Set(demoTalk.map(({ email }) => email))].map(idOf)
  const [owner, ...others] = people.filter(id => id !== undefined)
  if (owner === undefined || others.length < 2) return 0
  const there = await trx
    .selectFrom('conversations')
    .select('id')
    .where('owner', '=', owner)
    .where('name', '=', name)
    .executeTakeFirst()
  if (there) return 0
  const rows = await trx.selectFrom('users').select('handle').where('id', 'in', others).execute()
  const handles = rows.flatMap(({ handle }) => handle ?? [])
  const room = await openRoom(trx, owner, { handles, name }).then(({ room }) => room, refused)
  if (room === undefined) return 0
  for (const { email, text } of demoTalk) {
    const written = await writeToRoom(trx, { room, sender: idOf(email)!, text })
    if (typeof written === 'string') throw new Error(`nothing could be written to the demo's room: ${written}`)
  }
  return demoTalk.length
}

export const demo: Demo = { adds: { messages: addTalk } }
