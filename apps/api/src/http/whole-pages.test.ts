import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { wholePage } from './whole-pages.js'

const requestOf = (url: string) =>
  ({ url, server: { config: { publicUrl: 'https://api.example.com' } } }) as unknown as FastifyRequest

t.test('the next page is the same address with another cursor', async t => {
  const request = requestOf('/posts/p?tags=%EB%B0%94%EB%8B%A4&cursor=a&page_size=5')
  const { next, next_cursor } = wholePage(request, [1], 'b/c')
  const url = new URL(next!)
  t.equal(url.origin + url.pathname, 'https://api.example.com/posts/p')
  t.strictSame(
    [...url.searchParams],
    [
      ['tags', '바다'],
      ['cursor', 'b/c'],
      ['page_size', '5'],
    ],
  )
  t.equal(next_cursor, 'b/c')
})

t.test('the last page has none', async t => {
  t.strictSame(wholePage(requestOf('/posts/latest'), [], undefined), {
    next: null,
    previous: null,
    results: [],
    next_cursor: null,
  })
})

t.test('an address that names another host stays here', async t => {
  t.match(wholePage(requestOf('//evil.example/posts'), [], 'x').next, /^https:\/\/api\.example\.com\//)
})
