import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page of another origin than the API's, which does what a front end should: it keeps the state and compares it. */
const page = (api: string) => `<!doctype html>
<html lang="en">
<title>front end</title>
<link rel="icon" href="data:,">
<body>
<button data-provider="google">Google</button>
<button data-provider="kakao">Kakao</button>
<button data-provider="naver">Naver</button>
<form hidden>
  <input name="name"> <input name="email"> <input name="otp">
  <button type="button" id="send">Mail a code</button>
  <button id="join">Join</button>
</form>
<pre></pre>
<script>
  const api = ${JSON.stringify(api)}
  const show = (what, more) => { document.querySelector('pre').textContent = what + ' ' + JSON.stringify(more) }
  const post = async (path, body) => (await fetch(api + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json()
  for (const button of document.querySelectorAll('[data-provider]')) button.onclick = async () => {
    const { url } = await (await fetch(api + '/user/login/' + button.dataset.provider)).json()
    sessionStorage.setItem('state', new URL(url).searchParams.get('state'))
    location.href = url
  }
  const form = document.querySelector('form')
  const finish = async () => {
    const given = new URLSearchParams(location.search)
    const state = sessionStorage.getItem('state')
    sessionStorage.removeItem('state')
    if (given.get('state') !== state) return show('foreign')
    if (given.has('error')) return show('refused', given.get('error'))
    const answer = await post('/user/login/' + location.pathname.split('/')[2] + '/callback', { code: given.get('code'), state })
    if (answer.token) return show('signed in', answer.user)
    if (!answer.signup_token) return show('failed', answer)
    form.hidden = false
    show('new', answer.email)
    document.querySelector('#send').onclick = async () => show('sent', await post('/user/otp', { email: form.email.value }))
    form.onsubmit = async event => {
      event.preventDefault()
      const body = new FormData()
      body.set('name', form.name.value)
      body.set('signup_token', answer.signup_token)
      if (answer.email === null) {
        const { signup_token } = await post('/user/otp/verify', { email: form.email.value, otp: form.otp.value })
        body.set('email', form.email.value)
        body.set('email_token', signup_token)
      }
      const joined = await (await fetch(api + '/user/socialjoin', { method: 'POST', body })).json()
      show(joined.token ? 'joined' : 'failed', joined.user ?? joined)
    }
  }
  if (location.pathname.startsWith('/login/')) finish()
</script>
</body>
</html>`

/** Serves the page at every path. The API's address may be told later, because the API is told the page's first. */
export const startFrontEnd = async (t: { teardown: (end: () => Promise<void>) => void }) => {
  let api = ''
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page(api)),
  )
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  t.teardown(async () => {
    server.closeAllConnections()
    await new Promise(closed => server.close(closed))
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use: (apiUrl: string) => {
      api = apiUrl
    },
  }
}
