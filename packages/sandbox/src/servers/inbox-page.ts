import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Attachment } from 'postal-mime'
import type { KeptMail, MailHeading } from './mail-folder.js'

export type MailView = 'html' | 'text' | 'source'

/** The inbox page: all mails, and the open one beside them. It works without its script, which only brings new mails in. */
export const inboxPage = (
  headings: readonly MailHeading[],
  open?: { mail: KeptMail; view: MailView },
): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${open ? `${escapeHtml(open.mail.heading.subject) || 'No subject'} – Mudig inbox` : 'Mudig inbox'}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/inbox.css">
<script src="/inbox.js" defer></script>
<body class="${open ? 'reading' : ''}">
<nav aria-label="Mails">${mailList(headings, open?.mail.heading.id)}</nav>
<main>${open ? mailPane(open.mail, open.view) : '<p class="hint">Mails that the API and the worker send end here. Choose one.</p>'}</main>
</body>
</html>
`

/** The list alone, as the script fetches it. */
export const mailList = (headings: readonly MailHeading[], openId?: string): string => {
  const count = headings.length === 1 ? '1 mail' : `${headings.length} mails`
  const removeAll =
    headings.length === 0
      ? ''
      : '<form method="post" action="/remove-all"><button title="Remove all mails">Remove all</button></form>'
  const items = headings.map(heading => {
    const { id, subject, time, attachments } = heading
    const to = addressedTo(heading).join(', ')
    return `<li><a href="/mail/${id}"${id === openId ? ' aria-current="page"' : ''}>
<strong>${escapeHtml(subject) || '(no subject)'}</strong>${attachments > 0 ? ' <span title="has attachments">📎</span>' : ''}
<span>${escapeHtml(to)}</span> <time datetime="${time}">${shortTime(time)}</time></a></li>`
  })
  return `<header><a href="/">${count}</a>${removeAll}</header>
<ol>${items.join('\n')}</ol>`
}

/** Who got it on the wire; what an earlier inbox kept tells only whom its headers name. */
const addressedTo = ({ recipients, to }: MailHeading): string[] =>
  recipients.length > 0 ? [...recipients] : to.map(({ address }) => address)

const shortTime = (time: string): string => time.slice(0, 19).replace('T', ' ')

const mailPane = ({ heading, parsed, raw }: KeptMail, view: MailView): string => {
  const { id } = heading
  const named = (list: MailHeading['from']): string =>
    list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ')
  const headers = [
    ['From', named(heading.from)],
    ['To', named(heading.to)],
    ['Delivered to', heading.recipients.join(', ')],
    ['Received', `${shortTime(heading.time)} UTC`],
  ] as const
  const tab = (name: MailView, label: string): string =>
    `<a href="/mail/${id}?view=${name}"${name === view ? ' aria-current="page"' : ''}>${label}</a>`
  const body = {
    // The frame's document has no scripts and no origin; its links open beside the inbox.
    html: () =>
      parsed.html === undefined
        ? '<p class="hint">This mail has no HTML.</p>'
        : `<iframe title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mail/${id}/html"></iframe>`,
    text: () =>
      parsed.text === undefined
        ? '<p class="hint">This mail has no plain text.</p>'
        : `<pre class="text">${withLinks(parsed.text)}</pre>`,
    source: () => `<pre>${escapeHtml(raw.toString('utf8'))}</pre>`,
  }[view]()
  const attachments = parsed.attachments.map((attachment, index) => attachmentLink(id, attachment, index))
  return `<article>
<h1>${escapeHtml(heading.subject) || '(no subject)'}</h1>
<dl>${headers.flatMap(([name, value]) => (value === '' ? [] : `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)).join('')}</dl>
${attachments.length > 0 ? `<ul class="attachments">${attachments.join('')}</ul>` : ''}
<div class="bar"><div class="tabs">${tab('html', 'HTML')}${tab('text', 'Text')}${tab('source', 'Source')}</div>
<a href="/mail/${id}/source" download="${id}.eml">Download</a>
<form method="post" action="/mail/${id}/remove"><button>Remove</button></form></div>
${body}
</article>`
}

const attachmentLink = (id: string, { filename, mimeType, content }: Attachment, index: number): string => {
  const bytes = typeof content === 'string' ? content.length : content.byteLength
  const name = filename ?? `part ${index + 1}`
  return `<li><a href="/mail/${id}/attachments/${index}" download>${escapeHtml(name)}</a> <span>${escapeHtml(mimeType)}, ${size(bytes)}</span></li>`
}

const size = (bytes: number): string => (bytes < 1024 ? `${bytes} bytes` : `${Math.ceil(bytes / 1024)} KB`)

/** Addresses in plain text, made to click: up to a space or a sign that rather ends a sentence. */
const withLinks = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}])/)
    .map((part, index) => {
      const shown = escapeHtml(part)
      return index % 2 === 1 ? `<a href="${shown}" target="_blank" rel="noreferrer noopener">${shown}</a>` : shown
    })
    .join('')

/** The mail's own HTML for the frame: links open in a page of their own, pictures that came with it (RFC 2392) are found. */
export const mailDocument = ({ heading: { id }, parsed }: KeptMail): string => {
  const html = (parsed.html ?? '').replaceAll(/\bcid:([^"'\s)>]+)/gi, (whole, contentId: string) => {
    const wanted = `<${safelyDecoded(contentId)}>`
    const index = parsed.attachments.findIndex(attachment => attachment.contentId === wanted)
    return index < 0 ? whole : `/mail/${id}/attachments/${index}`
  })
  // A doctype, if there is one, stays first.
  const [doctype = ''] = /^\s*<!doctype[^>]*>/i.exec(html) ?? []
  return `${doctype}<base target="_blank">${html.slice(doctype.length)}`
}

const safelyDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export const inboxStyle = `:root { color-scheme: light dark; --line: light-dark(#ddd, #444); --soft: light-dark(#666, #aaa); --mark: light-dark(#efeafd, #37305a) }
* { box-sizing: border-box }
body { margin: 0; height: 100vh; display: grid; grid-template-columns: minmax(16rem, 24rem) 1fr; font: 15px/1.45 system-ui, sans-serif }
a { color: inherit }
nav { border-right: 1px solid var(--line); overflow: auto }
nav header { display: flex; justify-content: space-between; align-items: center; padding: .6rem 1rem; position: sticky; top: 0; background: Canvas }
nav header a { text-decoration: none; font-weight: 600 }
ol, .attachments { list-style: none; margin: 0; padding: 0 }
nav li a { display: block; padding: .6rem 1rem; border-top: 1px solid var(--line); text-decoration: none; overflow-wrap: anywhere }
nav li a:is(:hover, :focus-visible, [aria-current]) { background: var(--mark) }
nav li span, nav li time, .attachments span, dt, .hint { color: var(--soft); font-size: .85em }
nav li a > span:last-of-type { display: block }
main { overflow: auto; padding: 1rem 1.5rem; display: flex; flex-direction: column }
article { flex: 1; display: flex; flex-direction: column }
h1 { margin: 0 0 .5rem; font-size: 1.3rem; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: 0 0 .8rem }
dd { margin: 0; overflow-wrap: anywhere }
.attachments { margin-bottom: .8rem }
.bar { display: flex; gap: 1rem; align-items: center; border-bottom: 1px solid var(--line); margin-bottom: .8rem }
.tabs { flex: 1; display: flex; gap: .3rem }
.tabs a { padding: .4rem .8rem; text-decoration: none; border-bottom: 2px solid transparent }
.tabs a[aria-current] { border-color: #7a5cf0 }
iframe { flex: 1; min-height: 24rem; width: 100%; border: 1px solid var(--line); background: #fff }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 }
pre.text { font: inherit }
@media (max-width: 45rem) { body { display: block; height: auto } body.reading nav { display: none } nav { border: 0 } }
`

/** A new or removed mail changes the list at once; what is being read stays. */
export const inboxScript = `const list = document.querySelector('nav')
new EventSource('/events').addEventListener('change', async () => {
  const answer = await fetch('/list?open=' + encodeURIComponent(location.pathname.split('/')[2] ?? ''))
  if (answer.ok) list.innerHTML = await answer.text()
})
`
