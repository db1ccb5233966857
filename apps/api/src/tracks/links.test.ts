import t from 'tap'
import { trackLinks } from './links.js'

const hour = 3_600_000
const links = trackLinks('a secret that nobody else has, at all')

t.test('a signature opens one track for one person for five to six hours', t => {
  const now = Date.UTC(2026, 10, 30, 8, 59)
  const signature = links.sign(12, 7, now)
  t.equal(links.userOf(12, signature, now), 7)
  t.equal(links.userOf(12, signature, now + 5 * hour), 7)
  t.equal(links.userOf(12, signature, now + 6 * hour), undefined, 'it ends')
  t.equal(links.userOf(13, signature, now), undefined, 'of another track')
  t.equal(links.userOf(12, signature.replace('7.', '8.'), now), undefined, 'of somebody else')
  t.equal(trackLinks('another secret of another server!!!').userOf(12, signature, now), undefined)
  const [user, ends, mac] = signature.split('.')
  t.equal(links.userOf(12, `${user}.${Number(ends) + 3_600}.${mac}`, now), undefined, 'for longer')
  t.equal(links.sign(12, 7, now + 30_000), signature, 'the same for a while, so that players find what they have')
  t.end()
})

t.test('one for a secret link is no person’s, and the other way round', t => {
  const now = Date.UTC(2026, 10, 30, 8, 59)
  const signature = links.signForLink(12, 7, now)
  t.equal(links.linkOf(12, signature, now), 7)
  t.equal(links.userOf(12, signature, now), undefined)
  t.equal(links.linkOf(12, links.sign(12, 7, now), now), undefined)
  t.equal(links.userOf(12, signature.slice(1), now), undefined, 'not by leaving the letter out')
  t.equal(links.linkOf(13, signature, now), undefined, 'of another track')
  t.equal(links.linkOf(12, signature, now + 6 * hour), undefined, 'it ends')
  t.end()
})

t.test('what is no signature is none', t => {
  const signature = links.sign(12, 7)
  for (const text of [
    undefined,
    '',
    '.',
    '7',
    '7.1.',
    signature.slice(1),
    signature.slice(0, -1),
    `${signature}a`,
    '0'.repeat(80),
  ])
    t.equal(links.userOf(12, text), undefined, String(text))
  t.end()
})
