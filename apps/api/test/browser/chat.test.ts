import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { chatters } from '../../src/testing/rooms.js'
import { needsBrowser, openBrowser } from './browser.js'

/** Speaks as the web client does: a socket that the browser's cookie signs in, messages and nothing else. */
const page = (api: string) => `<!doctype html>
<html lang="ko">
<title>chat</title>
<link rel="icon" href="data:,">
<body>
<ol></ol>
<form><input name="text"></form>
<script>
  const [room, member] = location.hash.slice(1).split(',')
  const show = text => {
    const item = document.createElement('li')
    item.textContent = text
    document.querySelector('ol').append(item)
  }
  const socket = new WebSocket(${JSON.stringify(api.replace(/^http/, 'ws'))} + '/chats/t')
  socket.onopen = () => { document.body.dataset.open = 'yes' }
  socket.onclose = ({ code }) => { document.body.dataset.closed = code }
  socket.onmessage = ({ data }) => {
    const { message } = JSON.parse(data)
    if (message) show((message.member === member ? 'me: ' : 'them: ') + message.text)
  }
  document.querySelector('form').onsubmit = event => {
    event.preventDefault()
    const text = event.target.text.value
    event.target.reset()
    socket.send(JSON.stringify({ message: { member, text, created_at: new Date().toISOString(), room_id: room } }))
  }
</script>
</body>
</html>`

t.test('two people chat in two browsers', needsBrowser, async t => {
  const { people, open, memberOf, urls, ask } = await chatters(t)
  const [me, ann] = people
  const room = await open(me, ann)
  const serve = (api: string) =>
    createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(page(api)))
  const visit = async (who: typeof me, api: string) => {
    const server = serve(api)
    await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
    t.teardown(() => {
      server.closeAllConnections()
      server.close()
    })
    const browser = await openBrowser(t, 'ko-KR')
    await browser.page.context().addCookies([
      {
        name: 'access',
        value: who.bearer.authorization.slice('Bearer '.length),
        domain: '127.0.0.1',
        path: '/',
        httpOnly: true,
        sameSite: 'Lax',
      },
    ])
    const { port } = server.address() as AddressInfo
    await browser.page.goto(`http://127.0.0.1:${port}/#${room.uuid},${memberOf(room, who)}`)
    await browser.page.waitForSelector('body[data-open]')
    return browser
  }
  const [mine, anns] = [await visit(me, urls[0]!), await visit(ann, urls[1]!)]
  const say = async ({ page }: typeof mine, words: string) => {
    await page.fill('input', words)
    await page.press('input', 'Enter')
  }
  await say(mine, '안녕하세요 <b>굵게</b>')
  await anns.page.waitForSelector('li:has-text("them: 안녕하세요 <b>굵게</b>")')
  await say(anns, '반가워요')
  await mine.page.waitForSelector('li:has-text("them: 반가워요")')
  for (const [browser, wanted] of [
    [mine, ['me: 안녕하세요 <b>굵게</b>', 'them: 반가워요']],
    [anns, ['them: 안녕하세요 <b>굵게</b>', 'me: 반가워요']],
  ] as const)
    t.strictSame(await browser.page.locator('li').allTextContents(), wanted)
  await anns.picture('chat')
  t.strictSame(mine.complaints, [])
  t.equal((await ask(ann, 'POST', '/user/logout')).statusCode, 200)
  await anns.page.waitForSelector('body[data-closed="4401"]')
  t.notOk(await mine.page.locator('body[data-closed]').count(), 'the other one stays')
})
