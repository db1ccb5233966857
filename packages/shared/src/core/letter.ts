import { escapeHtml } from './escape-html.js'
import type { Language } from './language.js'

/** The words of a mail. Plain text: escaping is done here. */
export interface LetterText {
  subject: string
  /** What mailboxes show beside the subject. */
  preview: string
  heading: string
  paragraphs: readonly string[]
  /** Shown large, to be read and typed. */
  code?: string
  /** A button; its address stands below it too, for mail programs that show no buttons. */
  action?: { label: string; url: string }
  after: readonly string[]
  footer: string
}

export interface Letter {
  subject: string
  html: string
  text: string
}

const font =
  "'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/**
 * One column, tables and inline styles, because mail programs know little else; no pictures, so that nothing is
 * fetched when it is read. Readable in dark mode and without styles.
 */
export const renderLetter = (language: Language, letter: LetterText): Letter => {
  const paragraph = (text: string) =>
    `<p style="margin:0 0 14px;font-size:16px;line-height:1.65;color:#33303f">${escapeHtml(text)}</p>`
  const note = (text: string) =>
    `<p style="margin:0 0 6px;font-size:14px;line-height:1.6;color:#6b667a">${escapeHtml(text)}</p>`
  const code =
    letter.code === undefined
      ? ''
      : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:10px 0 22px"><tr>
<td align="center" style="padding:20px 8px;background:#f3f0fb;border-radius:12px;font-family:'SF Mono',Consolas,Menlo,monospace;font-size:34px;font-weight:700;letter-spacing:10px;color:#3b1f8f;text-indent:10px">${escapeHtml(letter.code)}</td>
</tr></table>`
  const action =
    letter.action === undefined
      ? ''
      : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:10px 0 22px"><tr>
<td align="center"><a href="${escapeHtml(letter.action.url)}" style="display:block;padding:15px 8px;background:#5b2fd6;border-radius:12px;font-size:16px;font-weight:700;color:#ffffff;text-decoration:none">${escapeHtml(letter.action.label)}</a></td>
</tr><tr><td style="padding-top:12px;font-size:13px;line-height:1.6;color:#6b667a;word-break:break-all">${escapeHtml(letter.action.url)}</td></tr></table>`
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(letter.subject)}</title>
</head>
<body style="margin:0;padding:0;background:#ece9f4;font-family:${font};word-break:keep-all;overflow-wrap:anywhere">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(letter.preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#ece9f4"><tr><td align="center" style="padding:32px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:480px;background:#ffffff;border-radius:16px">
<tr><td style="padding:28px 32px 0;font-size:20px;font-weight:800;letter-spacing:-0.3px;color:#5b2fd6">Mudig</td></tr>
<tr><td style="padding:18px 32px 26px">
<h1 style="margin:0 0 14px;font-size:22px;line-height:1.35;color:#1c1828">${escapeHtml(letter.heading)}</h1>
${letter.paragraphs.map(paragraph).join('\n')}
${code}${action}
${letter.after.map(note).join('\n')}
</td></tr>
<tr><td style="padding:18px 32px 26px;border-top:1px solid #eeebf5;font-size:13px;line-height:1.6;color:#6b667a">${escapeHtml(letter.footer)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`
  const text = [
    letter.heading,
    ...letter.paragraphs,
    ...(letter.code === undefined ? [] : [`    ${letter.code}`]),
    ...(letter.action === undefined ? [] : [letter.action.url]),
    ...letter.after,
    '--',
    letter.footer,
  ]
  return { subject: letter.subject, html, text: `${text.join('\n\n')}\n` }
}
