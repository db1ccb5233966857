import t from 'tap'
import { cleanLink } from './profile-links.js'

t.test('links are addresses with http or https, written in one way', async t => {
  for (const [given, wanted] of [
    ['', ''],
    ['  ', ''],
    ['example.com', 'https://example.com/'],
    ['example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['example.com:8080/a', 'https://example.com:8080/a'],
    ['HTTP://Example.COM/A', 'http://example.com/A'],
    [' https://example.com ', 'https://example.com/'],
  ] as const)
    t.equal(cleanLink(given), wanted, given)
  t.match(cleanLink('https://감귤.한국/상점'), /^https:\/\/xn--[a-z0-9]+\.xn--[a-z0-9]+\/%EC%83%81%EC%A0%90$/)
  for (const given of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//example.com',
    'data:text/html,<script>alert(1)</script>',
    'mailto:a@example.com',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:secret@example.com/',
    'https://google.com@evil.example/',
    'example',
    'https://localhost/',
    'https://exa mple.com/',
    'https://example.com/\u202egnp.exe',
    'java\nscript:alert(1)',
    '//',
    'https://',
    `https://example.com/${'a'.repeat(200)}`,
  ])
    t.equal(cleanLink(given), undefined, given)
})
