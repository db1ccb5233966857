import type { Test } from 'tap'
import { startApp, testApp } from './app.js'
import { aListener, type Listener } from './listeners.js'
import { aSocket, isType } from './sockets.js'

export interface TestRoom {
  uuid: string
  owner: string | null
  members: { id: string; user: { handle: string } }[]
}

/** Two processes on the same database and Redis, and four people who can write to one another. */
export const chatters = async (t: Test, env: Record<string, string> = {}) => {
  const test = await testApp(t, env)
  const other = await startApp(t, test.config)
  const urls = await Promise.all([test, other].map(({ app }) => app.listen({ host: '127.0.0.1', port: 0 })))
  const people = [await aListener(test), await aListener(test), await aListener(test), await aListener(test)] as const
  const rows = await test.db.selectFrom('users').select(['id', 'handle']).execute()
  const handles = new Map(rows.map(({ id, handle }) => [id, handle!]))
  const handle = ({ id }: Listener) => handles.get(id)!
  const ask = (who: Listener, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    test.app.inject({ method, url, headers: who.bearer, ...(payload && { payload }) })
  const open = async (owner: Listener, ...others: Listener[]): Promise<TestRoom> => {
    const answer = await ask(owner, 'POST', '/chats/rooms', { handles: others.map(handle) })
    if (answer.statusCode !== 201) throw new Error(`no room was opened: ${answer.body}`)
    return answer.json()
  }
  /** A socket that is signed in, of a client that knows all frames. @param process 0 or 1 */
  const join = async (who: Listener, process = 0) => {
    const socket = aSocket(t, urls[process]!, who.bearer)
    await socket.get(isType('ready'))
    socket.send({ type: 'ping' })
    return socket
  }
  const memberOf = (room: TestRoom, who: Listener): string =>
    room.members.find(({ user }) => user.handle === handle(who))!.id
  return { ...test, test, other, urls, people, handle, ask, open, join, memberOf }
}
