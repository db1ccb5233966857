import type { FastifyInstance, FastifyReply } from 'fastify'
import type { CatalogueFilm } from '../../catalogue/films.js'
import { beginCall } from '../call.js'
import { spoiltPicture } from '../images/pictures.js'
import type { SandboxState } from '../state.js'

interface SearchQuery {
  ServiceKey?: string
  title?: string
  movieId?: string
  movieSeq?: string
  releaseDts?: string
  releaseDte?: string
  startCount?: string
  listCount?: string
}

/** Classics come back to the cinemas in the next days, so that something is always to come. */
const returning = 8
const dayMs = 86_400_000

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '')

const docidOf = ({ origin, number }: CatalogueFilm) => `${origin}${String(number).padStart(5, '0')}`

const returns = (films: readonly CatalogueFilm[]): CatalogueFilm[] =>
  films.slice(0, returning).map((film, n) => ({
    ...film,
    number: 90_001 + n,
    title: `${film.title} (재개봉)`,
    released: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' })
      .format(new Date(Date.now() + (n + 1) * dayMs))
      .replaceAll('-', ''),
  }))

/** Titles come with marks around what was found and with blanks at their ends. */
const marked = (title: string, words: string) =>
  words === '' ? ` ${title}` : ` ${title.replace(words.trim(), ` !HS ${words.trim()} !HE `)} `

/** The first poster of some leads nowhere, and every list ends in a bar. */
const postersOf = (film: CatalogueFilm, url: string) => {
  const docid = docidOf(film)
  const own = `${url}/kmdb/posters/${docid}.jpg`
  return `${film.number % 10 === 3 ? `${url}/kmdb/posters/gone.jpg|` : ''}${own}|`
}

const toRow = (film: CatalogueFilm, words: string, url: string) => {
  const seq = String(film.number).padStart(5, '0')
  return {
    DOCID: docidOf(film),
    movieId: film.origin,
    movieSeq: seq,
    title: marked(film.title, words),
    titleEng: film.original,
    titleOrg: film.origin === 'K' ? '' : film.original,
    titleEtc: `${film.title}^${film.original}`,
    prodYear: film.released.slice(0, 4),
    directors: { director: film.directors.map(name => ({ directorNm: name, directorEnNm: '', directorId: '' })) },
    actors: { actor: film.actors.map(name => ({ actorNm: name, actorEnNm: '', actorId: '' })) },
    nation: film.origin === 'K' ? '대한민국' : '미국',
    plots: { plot: [{ plotLang: '한국어', plotText: film.plot }] },
    runtime: `${film.minutes}`,
    rating: film.grade,
    genre: film.genres.join(','),
    repRlsDate: film.number % 40 === 7 ? `${film.released.slice(0, 6)}00` : film.released,
    posters: postersOf(film, url),
    stlls: '',
  }
}

const sendFault = (reply: FastifyReply, name: string | undefined): boolean => {
  switch (name) {
    case 'html':
      reply.type('text/html;charset=UTF-8').send('<html><body>인증키가 올바르지 않습니다.</body></html>')
      return true
    case '500':
      reply.code(500).type('text/html').send('<h1>500 Internal Server Error</h1>')
      return true
    case 'malformed':
      reply.type('application/json').send('{"Query": "", "TotalCount": 1, "Data": [{"Result": [{"DOCID": "K1"')
      return true
    default:
      return false
  }
}

/** KMDb's open API, with the oddities of its answers, and its posters, which are drawn. */
export const registerKmdb = (
  app: FastifyInstance,
  state: SandboxState,
  films: readonly CatalogueFilm[],
  urlOf: () => string,
): void => {
  app.get<{ Querystring: SearchQuery }>('/kmdb/search_json2.jsp', async (request, reply) => {
    const { ServiceKey: key = null, title = '', releaseDts = '', releaseDte = '99999999' } = request.query
    const { startCount = '0', listCount = '10' } = request.query
    const call = await beginCall(state, 'kmdb', request, reply, { key, query: title || `${releaseDts}~${releaseDte}` })
    if (sendFault(reply, call.fault?.fault)) return reply
    if (!key) return reply.type('text/html').send('<html><body>인증키가 올바르지 않습니다.</body></html>')
    await call.latency(state.latency.films_ms)
    const { movieId, movieSeq } = request.query
    const words = plain(title)
    const found = [...films, ...returns(films)]
      .filter(film => words === '' || plain(film.title).includes(words))
      .filter(film => movieSeq === undefined || docidOf(film) === `${movieId}${movieSeq}`)
      .filter(({ released }) => released >= releaseDts && released <= releaseDte)
      .sort((a, b) => (a.released + docidOf(a) < b.released + docidOf(b) ? -1 : 1))
    const page = found.slice(Number(startCount), Number(startCount) + Number(listCount))
    const data = { CollName: 'kmdb_new2', TotalCount: found.length, Count: page.length }
    // Where nothing is found there is no list at all.
    const rows = page.map(film => toRow(film, title, urlOf()))
    const answer = JSON.stringify({
      Query: title,
      KMAQuery: '',
      TotalCount: found.length,
      Data: [{ ...data, ...(rows.length > 0 && { Result: rows }) }],
    })
    // Some texts hold control characters as they are, and the query comes back as it was sent.
    const odd = answer.replaceAll('한다."', '한다.\u0001\t"').replace(JSON.stringify(title), `"${title}"`)
    const sent = [...state.brokenFilms].reduce(
      (text, docid) => text.replace(`"DOCID":"${docid}"`, `"DOCID":"${docid}" "`),
      odd,
    )
    return reply.type('application/json;charset=UTF-8').send(sent)
  })

  app.get<{ Params: { file: string } }>('/kmdb/posters/:file', async (request, reply) => {
    const { file } = request.params
    const call = await beginCall(state, 'download', request, reply, { key: null, query: file })
    const docid = /^([KF]\d{5})\.jpg$/.exec(file)?.[1]
    const film = [...films, ...returns(films)].find(one => docidOf(one) === docid)
    if (!film) return reply.code(404).type('text/html').send('<h1>404</h1>')
    if (call.fault?.fault === '500') return reply.code(500).type('text/html').send('<h1>500</h1>')
    await call.latency(state.latency.download_ms)
    const painting = {
      prompt: `${film.title} ${film.genres.join(' ')} ${film.plot}`,
      width: 480,
      height: 686,
      format: 'jpeg' as const,
      quality: 80,
      variant: 0,
    }
    return reply.type('image/jpeg').send(await spoiltPicture(painting, call.fault?.fault))
  })
}
