import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import type { BrowserContext } from 'playwright-core'

/** Where the pages of movies lie: their `front` folder, which is no part of this repository. */
const folder = process.env.SCREEN_PAGES
/** Where npm has put axios and bootstrap 5.3.3, which those pages take from elsewhere. */
const packages = process.env.SCREEN_PACKAGES

/** For tap: skipped where there are no pages, never passed. */
export const needsPages =
  folder === undefined || packages === undefined ? { skip: 'SCREEN_PAGES and SCREEN_PACKAGES name no folders' } : {}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
}

/** One transparent pixel, for pictures that nobody brought. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** What the pages link to in vain at home, too. */
const moved: readonly (readonly [RegExp, string])[] = [
  [/^\/front\/movies\/front\//, '/front/'],
  [/^\/movies\/mainpage\.html$/, '/'],
  [/^\/search\.html$/, '/front/movies/search.html'],
]

/** What stands at the root beside the main page, by its own links. */
const atRoot: Readonly<Record<string, string>> = {
  '/': 'movies/mainpage.html',
  '/movies.js': 'movies/movies.js',
  '/style.css': 'style.css',
  '/BYTEBITE.png': 'BYTEBITE.png',
}

/**
 * Serves the pages as their host does, byte for byte but for the base addresses in them: those of the API and of the
 * pages themselves. The API's address may be told later, because the API is told the pages' first.
 */
export const servePages = async (t: { teardown: (end: () => Promise<unknown>) => void }) => {
  let api = ''
  let own = ''
  const withBases = (text: string) =>
    text
      .replaceAll(/https:\/\/api\.popcorngeek\.store|http:\/\/127\.0\.0\.1:8000/g, api)
      .replaceAll(/https:\/\/popcorngeek\.store|http:\/\/127\.0\.0\.1:5500/g, own)
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://pages')
    const elsewhere = moved.find(([from]) => from.test(pathname))
    if (elsewhere) return response.writeHead(302, { location: `${pathname.replace(...elsewhere)}${search}` }).end()
    const path = normalize(atRoot[pathname] ?? pathname.replace(/^\/front\//, ''))
    const file = join(folder!, path)
    const type = types[extname(file)]
    if (type === 'image/png' && !existsSync(file)) return response.writeHead(200, { 'content-type': type }).end(pixel)
    if (path.startsWith('..') || type === undefined || !existsSync(file)) return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
    const bytes = readFileSync(file)
    return response.end(type.startsWith('text') ? withBases(bytes.toString()) : bytes)
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  t.teardown(() => new Promise(closed => server.close(closed)))
  return { url: own, use: (address: string) => (api = address) }
}

const shipped = (path: string) => readFileSync(join(packages!, path))

/** What the pages take from other hosts, each from here: the same bytes, which their own hashes check. */
export const standIns = async (context: BrowserContext): Promise<void> => {
  const allowed = { 'access-control-allow-origin': '*' }
  const answers: readonly (readonly [RegExp, string, () => Buffer | string])[] = [
    [/\/axios\/dist\/axios\.min\.js$/, 'text/javascript', () => shipped('axios/dist/axios.min.js')],
    [/bootstrap\.min\.css$/, 'text/css', () => shipped('bootstrap/dist/css/bootstrap.min.css')],
    [/bootstrap\.bundle\.min\.js$/, 'text/javascript', () => shipped('bootstrap/dist/js/bootstrap.bundle.min.js')],
    [
      /postcode\.v2\.js$/,
      'text/javascript',
      () =>
        `window.daum = { Postcode: function (given) { this.open = () => given.oncomplete({ address: '서울 중구 세종대로 110', bname: '태평로1가', buildingName: '' }) } }`,
    ],
    [/kakaopay\.js$/, 'text/javascript', () => ''],
  ]
  await context.route(
    url => !/^(127\.0\.0\.1|localhost)$/.test(url.hostname),
    route => {
      const found = answers.find(([address]) => address.test(new URL(route.request().url()).pathname))
      return found
        ? route.fulfill({ status: 200, headers: allowed, contentType: found[1], body: found[2]() })
        : route.fulfill({ status: 404, headers: allowed, body: '' })
    },
  )
}
