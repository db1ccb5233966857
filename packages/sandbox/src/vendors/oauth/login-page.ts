import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Provider } from '@mudig/shared/core/providers'
import { people } from './people.js'

const titles: Record<Provider, { name: string; colour: string; ink: string }> = {
  google: { name: 'Google', colour: '#1a73e8', ink: '#fff' },
  kakao: { name: 'Kakao', colour: '#fee500', ink: '#191600' },
  naver: { name: 'Naver', colour: '#03a94d', ink: '#fff' },
}

/** Whom to sign in as. @param answerAs the address that answers as somebody, or refuses */
export const loginPage = (provider: Provider, answerAs: (choice: string) => string): string => {
  const { name, colour, ink } = titles[provider]
  const choices = [...people, { id: 'refuse', name: 'Refuse' }]
  const links = choices.map(
    ({ id, name }) => `<li><a href="${escapeHtml(answerAs(id))}" data-person="${id}">${escapeHtml(name)}</a></li>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${name} (sandbox)</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; --back: #f2f2f4; --card: #fff; --text: #1c1828; --soft: #5a5666; --line: #cfc9de }
  @media (prefers-color-scheme: dark) { :root { --back: #121117; --card: #1f1d27; --text: #f0edf8; --soft: #a9a4b8; --line: #453f57 } }
  * { box-sizing: border-box }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
  main { width: min(92vw, 380px); padding: 32px; border-radius: 16px; background: var(--card); box-shadow: 0 8px 32px #0000001a }
  h1 { margin: 0 0 4px; font-size: 20px }
  p { margin: 0 0 20px; font-size: 14px; color: var(--soft) }
  ul { margin: 0; padding: 0; list-style: none }
  a { display: block; margin-top: 8px; padding: 12px 16px; border-radius: 8px; background: ${colour}; color: ${ink}; text-decoration: none }
  a:focus-visible { outline: 3px solid var(--text); outline-offset: 2px }
  a[data-person=refuse] { background: none; color: var(--soft); border: 1px solid var(--line) }
</style>
</head>
<body>
<main>
<h1>Sign in with ${name}</h1>
<p>This is the sandbox. Nobody is asked for a password.</p>
<ul>
${links.join('\n')}
</ul>
</main>
</body>
</html>
`
}
