import { escapeHtml } from './escape-html.js'

/** What no XML document may hold, however it is written (XML 1.0, 2.2). */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** A text as XML shows it, in content and in quoted attributes. */
export const escapeXml = (text: string): string => escapeHtml(text.replace(impossible, ''))
