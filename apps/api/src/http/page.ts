import { createHash } from 'node:crypto'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import type { FastifyReply } from 'fastify'

// The few pages that people without an account see: a shared playlist, and what a browser shows where there is nothing
// (any longer).

const style = `
:root { color-scheme: light dark; --back: #f4f2fa; --card: #fff; --text: #1c1828; --soft: #6a6480; --line: #eae6f4; --accent: #5b2fd6 }
@media (prefers-color-scheme: dark) { :root { --back: #14111c; --card: #1e1a2a; --text: #f0edf8; --soft: #a49dbb; --line: #2d2740; --accent: #b49cf7 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif; overflow-wrap: anywhere }
main { max-width: 640px; margin: 0 auto; background: var(--card) }
main.notice { min-height: 100vh }
header { position: relative; padding: 40px 24px 28px; text-align: center; color: #fff; overflow: hidden; background: #2a2145 }
header .behind { position: absolute; inset: -40px; width: calc(100% + 80px); height: calc(100% + 80px); object-fit: cover; filter: blur(28px) brightness(.45) saturate(1.2) }
header > *:not(.behind) { position: relative }
.about { max-width: 880px; margin: 0 auto }
.cover { display: block; width: min(58vw, 260px); height: auto; aspect-ratio: 1; margin: 0 auto 22px; object-fit: cover; border-radius: 18px; box-shadow: 0 18px 48px #0008; background: #fff2 }
h1 { margin: 0 0 8px; font-size: 26px; line-height: 1.25 }
header p { margin: 0 auto; max-width: 460px; white-space: pre-line; opacity: .92 }
header .by { margin-top: 14px; font-size: 14px; opacity: .78 }
ol { list-style: none; margin: 0; padding: 8px 0 }
li { border-bottom: 1px solid var(--line) }
li:last-child { border-bottom: 0 }
.song { display: flex; align-items: center; gap: 16px; padding: 12px 24px; color: inherit; text-decoration: none }
a.song:hover, a.song:focus-visible { background: color-mix(in srgb, var(--accent) 9%, transparent) }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: -3px }
.place { width: 24px; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums }
.names { flex: 1; min-width: 0 }
.names b { display: block; font-weight: 600 }
.names span, .none { color: var(--soft); font-size: 14px }
.none { flex: none }
svg { flex: none; width: 26px; height: 26px; color: var(--accent) }
footer { padding: 20px 24px 44px; text-align: center }
.open { display: inline-block; padding: 13px 24px; border-radius: 999px; background: #5b2fd6; color: #fff; font-weight: 700; text-decoration: none }
.open:is(button) { border: 0; font: inherit; font-weight: 700; cursor: pointer }
.open:focus-visible { outline-offset: 3px }
.gone { padding: 30vh 24px 0; text-align: center }
.gone h1 { color: var(--accent) }
.small { color: var(--soft); font-size: 13px }
@media (min-width: 800px) {
  header { padding: 56px 40px }
  .about { display: flex; align-items: center; gap: 44px; text-align: left }
  .about .cover { flex: none; margin: 0 }
  h1 { font-size: 36px }
  header p { margin: 0 }
}
`

/** What a page needs to know of the API's configuration. */
export interface PageConfig {
  readonly publicUrl: string | undefined
  readonly frontEndUrl: string
}

/** Where what a page shows may lie. */
interface PageSources {
  readonly publicUrl: string | undefined
  /** Has the store's own address, where clients are sent to it for pictures and sound. */
  readonly s3: { readonly publicEndpoint: string | undefined }
}

/** What a page that plays sound may do beyond the others. */
export interface PlayerRights {
  /** Of the styles that are made in the page. */
  readonly nonce: string
}

interface PageRights {
  readonly player?: PlayerRights | undefined
  readonly hasForm?: boolean
}

/**
 * Nothing but this very style, and pictures of this API, which may be known to people under another address than the
 * one that is asked, and send them on to the store. A player also runs scripts that are files of this API, asks it, plays its sound, and may stand in
 * anybody's page: it shows what everybody may see, and nothing can be changed by it.
 */
const pagePolicy = ({ publicUrl, s3: { publicEndpoint } }: PageSources, { player, hasForm }: PageRights): string => {
  const hash = createHash('sha256').update(style).digest('base64')
  const origins = (...addresses: readonly (string | undefined)[]) =>
    ["'self'", ...addresses.flatMap(address => (address === undefined ? [] : [new URL(address).origin]))].join(' ')
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'${player ? ` 'nonce-${player.nonce}'` : ''}`,
    `img-src ${origins(publicUrl, publicEndpoint)} data:`,
    ...(player ? ["script-src 'self'", "connect-src 'self'", `media-src ${origins(publicEndpoint)}`] : []),
    "base-uri 'none'",
    `form-action ${hasForm ? "'self'" : "'none'"}`,
    `frame-ancestors ${player ? '*' : "'none'"}`,
  ].join('; ')
}

export const page = (language: Language, head: string, body: string): string => `<!doctype html>
<html lang="${language}" prefix="og: https://ogp.me/ns#">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${head}
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`

const open = { ko: 'Mudig에서 나만의 플레이리스트 만들기', en: 'Dig a playlist of your own on Mudig' }

/** The way to the front end, below every page, or to another one. */
export const footer = (
  language: Language,
  { frontEndUrl }: PageConfig,
  { label, url }: { label: string; url: string } = { label: open[language], url: frontEndUrl },
): string => `<footer><a class="open" href="${escapeHtml(url)}">${escapeHtml(label)}</a></footer>`

/** A sentence instead of what was looked for. `small` is for whoever helps, `way` leads on. */
export const noticePage = (
  language: Language,
  config: PageConfig,
  said: { title: string; text?: string; small?: string; way?: { label: string; url: string } },
): string => {
  const text = said.text === undefined ? '' : `<p>${escapeHtml(said.text)}</p>`
  const small = said.small === undefined ? '' : `<p class="small">${escapeHtml(said.small)}</p>`
  return page(
    language,
    `<title>${escapeHtml(said.title)} · Mudig</title>`,
    `<main class="notice">
<div class="gone"><h1>${escapeHtml(said.title)}</h1>${text}${small}</div>
${footer(language, config, said.way)}
</main>`,
  )
}

/** A page that asks for one press of a button, which sends a POST to the page's own address. */
export const buttonPage = (language: Language, said: { title: string; text: string; button: string }): string =>
  page(
    language,
    `<title>${escapeHtml(said.title)} · Mudig</title>`,
    `<main class="notice">
<div class="gone"><h1>${escapeHtml(said.title)}</h1><p>${escapeHtml(said.text)}</p></div>
<footer><form method="post"><button class="open">${escapeHtml(said.button)}</button></form></footer>
</main>`,
  )

export const sendPage = (
  reply: FastifyReply,
  language: Language,
  sources: PageSources,
  html: string,
  { player, hasForm = false }: PageRights = {},
): FastifyReply => {
  // Older than `frame-ancestors`, and knows no "anybody".
  if (player) reply.removeHeader('x-frame-options')
  return reply
    .type('text/html; charset=utf-8')
    .header('content-language', language)
    .header('content-security-policy', pagePolicy(sources, { player, hasForm }))
    .send(html)
}
