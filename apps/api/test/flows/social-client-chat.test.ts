import { until } from '@mudig/sandbox/servers/until'
import t, { type Test } from 'tap'
import { WebSocket } from 'ws'
import { says } from './says.js'
import { type SocialClient, socialPage } from './social-client.js'
import { type Stack, stack } from './stack.js'

/*
 * What the web client of posts and chat does in its rooms, over HTTP and a WebSocket, against the running apps: its own
 * client, which shares no type with the API. Its socket is signed in by the cookie alone, and knows messages and nothing else.
 */

const origin = 'http://127.0.0.1:3000'
const password = 'Passw0rd-of-2026'

/** Somebody on the page, signed in by its form. */
const signedIn = async (t: Test, { mailbox }: Stack, api: string, username: string): Promise<SocialClient> => {
  const page = socialPage(api, origin)
  const email = `${username}@test.local`
  says(
    t,
    await page.send('POST', '/accounts/registration/', { username, email, password1: password, password2: password }),
    201,
  )
  const { text } = await mailbox.waitFor(
    mail => mail.recipients.includes(email) && mail.text.includes('/account/confirm'),
  )
  const [, key] = /account\/confirm\?token=(\S+)/.exec(text)!
  says(t, await page.send('POST', '/accounts/registration/verify-email/', { key, password }), 200)
  says(t, await page.send('POST', '/accounts/login/', { email, password }), 200)
  return page
}

interface Message {
  member: string
  text: string
  created_at: string
  room_id: string
}

/** Its socket, as a browser opens it for the page: with the cookies, and no header of the page's own. */
const chat = (t: Test, api: string, { cookies }: SocialClient, from = origin) => {
  const cookie = [...cookies]
    .flatMap(([name, { value, path }]) => (path === '/' ? [`${name}=${value}`] : []))
    .join('; ')
  const socket = new WebSocket(`${api.replace('http', 'ws')}/chats/t`, { origin: from, headers: { cookie } })
  t.teardown(() => socket.terminate())
  const messages: Message[] = []
  const errors: unknown[] = []
  socket.on('error', fault => errors.push(fault))
  socket.on('message', data => {
    // It reads `message` of whatever comes, and shows it in the room of that id.
    const { message } = JSON.parse(String(data))
    if (message) messages.push(message)
  })
  const opened = new Promise<boolean>(resolve => {
    socket.once('open', () => resolve(true))
    socket.once('close', () => resolve(false))
  })
  return {
    opened,
    messages,
    send: (message: Message) => socket.send(JSON.stringify({ message })),
    has: (text: string) => until(() => messages.some(one => one.text === text), { withinMs: 20_000 }),
    close: () => socket.close(),
  }
}

t.test('the web client of posts and chat: rooms', async t => {
  const all = await stack(t)
  const [api, other] = await Promise.all([all.startApi(), all.startApi(), all.startWorker()])
  const minji = await signedIn(t, all, api.url, 'minji')
  const sora = await signedIn(t, all, other.url, 'sora')
  const hana = await signedIn(t, all, api.url, 'hana')

  const room = says(t, await minji.send('POST', '/chats/rooms/', { handles: ['sora'] }), 201, {
    uuid: String,
    name: '',
    owner: null,
    created_at: String,
    updated_at: String,
    members: [{ id: String, user: { handle: String, username: String, profile: { profile_image: /^https?:/ } } }, {}],
    first_message: null,
  })
  const again = says(t, await sora.send('POST', '/chats/rooms/', { handles: ['minji'] }), 200, { uuid: room.uuid })
  const memberOf = (handle: string): string =>
    again.members.find((member: { user: { handle: string } }) => member.user.handle === handle).id
  const words = (handle: string, text: string): Message => ({
    member: memberOf(handle),
    text,
    created_at: new Date().toISOString(),
    room_id: room.uuid,
  })

  await t.test('two talk, at two processes', async t => {
    const [minjis, soras] = [chat(t, api.url, minji), chat(t, other.url, sora)]
    t.strictSame(await Promise.all([minjis.opened, soras.opened]), [true, true])
    minjis.send(words('minji', '귤 있어요?'))
    t.ok(await soras.has('귤 있어요?'))
    soras.send(words('sora', '네, 두 상자'))
    for (const { has, messages } of [minjis, soras]) {
      t.ok(await has('네, 두 상자'))
      t.match(messages, [
        { member: memberOf('minji'), text: '귤 있어요?', room_id: room.uuid, created_at: String },
        { member: memberOf('sora'), text: '네, 두 상자', room_id: room.uuid, created_at: String },
      ])
      t.equal(messages.length, 2, 'each once, its own as well')
    }
    minjis.send(words('sora', 'in her name'))
    minjis.send(words('minji', 'in mine'))
    t.ok(await soras.has('in mine'))
    t.notOk(soras.messages.some(({ text }) => text === 'in her name'))
    minjis.close()
    soras.close()
  })

  await t.test('no other page opens its socket', async t => {
    t.equal(await chat(t, api.url, minji, 'https://elsewhere.example').opened, false)
  })

  await t.test('the list of rooms, and the pages of a history by either address', async t => {
    says(t, await sora.send('GET', '/chats/rooms/'), 200, {
      next: null,
      previous: null,
      results: [{ uuid: room.uuid, first_message: 'in mine' }],
    })
    says(t, await sora.send('GET', '/chats/rooms/?search=minji'), 200, { results: [{ uuid: room.uuid }] })
    says(t, await sora.send('GET', '/chats/rooms/?search=hana'), 200, { results: [] })
    const minjis = chat(t, api.url, minji)
    t.ok(await minjis.opened)
    for (let n = 0; n < 18; n++) minjis.send(words('minji', `${n}`))
    t.ok(await minjis.has('17'))
    for (const path of [`/chats/messages/${room.uuid}/`, `/chats/messages/${room.uuid}/messages/`]) {
      const texts: string[] = []
      let pages = 0
      // It takes the cursor out of the address of the next page.
      for (let cursor: string | null = ''; cursor !== null; pages++) {
        const query: string = cursor === '' ? '?page_size=10' : `?page_size=10&cursor=${cursor}`
        const page = says(t, await sora.send('GET', path + query), 200, { previous: null })
        for (const { member, text, created_at, room_id } of page.results as Message[]) {
          t.ok(member && created_at && room_id === room.uuid)
          texts.push(text)
        }
        if (page.next !== null) t.ok(page.next.startsWith(`${new URL(page.next).origin}/chats/messages/`), page.next)
        cursor = page.next === null ? null : new URL(page.next).searchParams.get('cursor')
      }
      t.equal(pages, 3)
      t.strictSame(texts, [
        ...Array.from({ length: 18 }, (_, n) => `${17 - n}`),
        'in mine',
        '네, 두 상자',
        '귤 있어요?',
      ])
    }
    says(t, await hana.send('GET', `/chats/messages/${room.uuid}/`), 404, { detail: String })
    minjis.close()
  })

  await t.test('whoever leaves, by either address, hears no more', async t => {
    for (const path of ['/chats/members/', '/chats/rooms/members/']) {
      const { uuid, members } = says(t, await minji.send('POST', '/chats/rooms/', { handles: ['sora', 'hana'] }), 201)
      const mine = members.find((member: { user: { handle: string } }) => member.user.handle === 'minji').id
      const [minjis, soras, hanas] = [chat(t, api.url, minji), chat(t, other.url, sora), chat(t, api.url, hana)]
      t.strictSame(await Promise.all([minjis.opened, soras.opened, hanas.opened]), [true, true, true])
      const say = (text: string) => minjis.send({ member: mine, text, created_at: '', room_id: uuid })
      say('all here')
      t.ok(await hanas.has('all here'))
      t.ok(await soras.has('all here'))
      says(t, await hana.send('DELETE', `${path}${uuid}/`), 204)
      say('without her')
      t.ok(await soras.has('without her'))
      t.notOk(hanas.messages.some(({ text }) => text === 'without her'))
      says(t, await hana.send('GET', `/chats/rooms/${uuid}/`), 404, { detail: String })
      says(t, await hana.send('DELETE', `${path}${uuid}/`), 404, { detail: String })
      for (const { close } of [minjis, soras, hanas]) close()
    }
  })

  await t.test('whoever signed out has no socket', async t => {
    const soras = chat(t, other.url, sora)
    t.ok(await soras.opened)
    const before = new Map(sora.cookies)
    says(t, await sora.send('POST', '/accounts/logout/', {}), 200)
    const late = chat(t, other.url, { ...sora, cookies: before })
    await late.opened
    const minjis = chat(t, api.url, minji)
    t.ok(await minjis.opened)
    minjis.send(words('minji', 'are you there?'))
    t.ok(await minjis.has('are you there?'))
    t.notOk([...soras.messages, ...late.messages].some(({ text }) => text === 'are you there?'))
  })
})
