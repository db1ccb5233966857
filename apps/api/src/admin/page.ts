import { escapeHtml } from '@mudig/shared/core/escape-html'
import { type Language, preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyReply, FastifyRequest } from 'fastify'

const style = `
:root { color-scheme: light dark; --back: #f4f2fa; --card: #fff; --text: #1c1828; --soft: #645d7a; --line: #dcd6ea; --accent: #5b2fd6; --alert: #9b1c2e; --field: #fff }
@media (prefers-color-scheme: dark) { :root { --back: #14111c; --card: #201b2d; --text: #ece9f4; --soft: #aaa3bf; --line: #453c5e; --accent: #b49cf7; --alert: #ffb3be; --field: #14111c } }
* { box-sizing: border-box }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans KR', sans-serif; overflow-wrap: anywhere }
nav { display: flex; gap: 4px 20px; flex-wrap: wrap; align-items: center; padding: 12px 24px; background: var(--card); border-bottom: 1px solid var(--line) }
nav strong { margin-right: 8px; color: var(--accent) }
nav form { margin-left: auto }
a { color: var(--accent) }
a[aria-current] { font-weight: 700; text-decoration: none; color: var(--text) }
main { max-width: 880px; margin: 24px auto; padding: 0 16px }
h1 { font-size: 22px; margin: 0 0 16px }
h2 { font-size: 16px; margin: 0 0 8px }
section, li.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 16px; margin: 0 0 12px }
ul.cards, ul.plain { list-style: none; margin: 0; padding: 0 }
ul.plain li { padding: 6px 0; border-top: 1px solid var(--line) }
ul.plain li:first-child { border-top: 0 }
.soft { color: var(--soft); font-size: 14px }
.alert { color: var(--alert); font-weight: 600 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 }
dt { color: var(--soft) } dd { margin: 0; white-space: pre-wrap }
fieldset { border: 0; margin: 0 0 12px; padding: 0; display: flex; flex-wrap: wrap; gap: 6px 18px }
legend { font-weight: 600; padding: 0; margin-bottom: 4px }
label.field { display: block; margin: 0 0 12px; font-weight: 600; font-size: 14px }
input[type=number], textarea { display: block; margin-top: 4px; padding: 8px 10px; font: inherit; font-weight: 400; border: 1px solid var(--line); border-radius: 8px; background: var(--field); color: inherit }
textarea { width: 100%; min-height: 72px }
button { padding: 8px 18px; font: inherit; font-weight: 600; border: 1px solid var(--accent); border-radius: 8px; background: transparent; color: var(--accent); cursor: pointer }
button.main { background: #5b2fd6; border-color: #5b2fd6; color: #fff }
:focus-visible { outline: 3px solid #a58bf0; outline-offset: 2px }
table { width: 100%; border-collapse: collapse; font-size: 14px }
th, td { text-align: left; padding: 6px 8px; border-top: 1px solid var(--line); vertical-align: top }
th { color: var(--soft); font-weight: 600; border-top: 0 }
.scroll { overflow-x: auto }
.wide { max-width: 1240px }
.filter { display: grid; grid-template-columns: repeat(auto-fill, minmax(180px, 1fr)); gap: 0 16px; align-items: end }
input[type=text], select { display: block; width: 100%; margin-top: 4px; padding: 8px 10px; font: inherit; font-weight: 400; border: 1px solid var(--line); border-radius: 8px; background: var(--field); color: inherit }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; fill: var(--text) }
.bar { fill: var(--accent) } .bar.bad { fill: var(--alert) } .bar.open { fill-opacity: .45 }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center }
`

const tabs = {
  jobs: { href: '/admin/jobs', ko: '작업', en: 'Jobs' },
  acts: { href: '/admin/jobs/acts', ko: '작업 기록', en: 'Acts on jobs' },
  budgets: { href: '/admin/jobs/budgets', ko: '예산', en: 'Budgets' },
  board: { href: '/admin/queues', ko: '큐', en: 'Queues' },
  queue: { href: '/admin/reports', ko: '신고', en: 'Reports' },
  appeals: { href: '/admin/reports/appeals', ko: '이의 제기', en: 'Appeals' },
  log: { href: '/admin/reports/log', ko: '처리 기록', en: 'Moderation log' },
} as const

export type Tab = keyof typeof tabs

const say = {
  ko: { title: 'Mudig 운영', signOut: '로그아웃', more: '더 보기' },
  en: { title: 'Mudig staff', signOut: 'Sign out', more: 'More' },
}

export interface Shell {
  readonly language: Language
  readonly tab: Tab
  readonly heading: string
  /** HTML. */
  readonly content: string
  /** For tables. */
  readonly isWide?: boolean
}

/** A page for staff, which needs no script and loads nothing. */
export const staffPage = ({ language, tab, heading, content, isWide }: Shell): string => {
  const links = Object.entries(tabs).map(
    ([name, to]) => `<a href="${to.href}"${name === tab ? ' aria-current="page"' : ''}>${to[language]}</a>`,
  )
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(`${heading} · ${say[language].title}`)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<nav><strong>Mudig</strong>${links.join('\n')}
<form method="post" action="/admin/logout"><button>${say[language].signOut}</button></form></nav>
<main${isWide ? ' class="wide"' : ''}>
<h1>${escapeHtml(heading)}</h1>
${content}
</main>
</body>
</html>
`
}

export const moment = (at: Date | string) =>
  `<time datetime="${new Date(at).toISOString()}">${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC</time>`

/** A link to what follows, where something does. */
export const next = (language: Language, href: string | undefined) =>
  href === undefined ? '' : `<p><a rel="next" href="${escapeHtml(href)}">${say[language].more}</a></p>`

export const languageOf = (request: FastifyRequest) => preferredLanguage(request.headers['accept-language'])

/** Answers with a page where the declared answer is JSON, or nothing is declared. */
export const sendPage = (reply: FastifyReply, html: string): never =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(html) as never
