/** As long as the columns take. */
const longest = 200

/**
 * The address that somebody shows on their profile: http or https, a name with a dot, nobody's password in it. Without a
 * scheme it is meant with https.
 *
 * @returns empty for none, undefined for what cannot be shown
 */
export const cleanLink = (given: string): string | undefined => {
  const text = given.normalize('NFC').trim()
  if (text === '') return ''
  if (/[\s\p{Cc}\p{Cf}]/u.test(text)) return undefined
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/?#]+:\d+(?:[/?#]|$)/.test(text) ? text : `https://${text}`
  if (!URL.canParse(whole)) return undefined
  const url = new URL(whole)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (url.username !== '' || url.password !== '') return undefined
  if (!/^[^.]+(\.[^.]+)+$/.test(url.hostname)) return undefined
  return url.href.length > longest ? undefined : url.href
}
