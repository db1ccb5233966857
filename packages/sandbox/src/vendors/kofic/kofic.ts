import type { FastifyInstance, FastifyReply } from 'fastify'
import type { CatalogueFilm } from '../../catalogue/films.js'
import { hash32, seededRandom } from '../../catalogue/random.js'
import { beginCall } from '../call.js'
import type { SandboxState } from '../state.js'

const shown = 10
/** Films that run at one time, and after how many days half of them are others. */
const running = { films: 16, days: 14 }
const dayMs = 86_400_000

/** A film's number at KOFIC, which is text: some have letters. */
export const movieCdOf = ({ origin, number, released }: CatalogueFilm): string =>
  `${released.slice(0, 4)}${number % 7 === 0 ? 'A' : origin === 'K' ? '1' : '2'}${String(number).padStart(3, '0')}`

const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(new Date()).replaceAll('-', '')

const dayNumber = (date: string): number =>
  Math.floor(Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`) / dayMs)

/** What runs moves through the catalogue with the days; who is ahead on one of them is drawn. */
const rankedOn = (films: readonly CatalogueFilm[], date: string): { film: CatalogueFilm; audience: number }[] => {
  const random = seededRandom(hash32(`box office ${date}`))
  const first = Math.floor(dayNumber(date) / running.days) * (running.films / 2)
  return Array.from({ length: running.films }, (_, n) => {
    const film = films[((first + n) * 37) % films.length]!
    return { film, audience: Math.round(200_000 * 0.72 ** n * (0.6 + random() * 0.8)) + 300 }
  })
    .sort((a, b) => b.audience - a.audience)
    .slice(0, shown)
}

/** The day that KOFIC writes with hyphens; blank where it does not know it. */
const openDtOf = ({ released, number }: CatalogueFilm): string =>
  number % 50 === 0 ? ' ' : `${released.slice(0, 4)}-${released.slice(4, 6)}-${released.slice(6)}`

const fault = (message: string, errorCode: string) => ({ faultInfo: { message, errorCode } })

const sendFault = (reply: FastifyReply, name: string | undefined): boolean => {
  switch (name) {
    case 'wrong_key':
      reply.send(fault('유효하지않은 키값입니다.', '320010'))
      return true
    case 'quota':
      reply.send(fault('키에 대한 일일 이용량을 초과하였습니다.', '320011'))
      return true
    case 'html':
      reply.type('text/html;charset=UTF-8').send('<html><body>서비스 점검 중입니다.</body></html>')
      return true
    case '500':
      reply.code(503).type('text/html').send('<h1>503 Service Unavailable</h1>')
      return true
    case 'empty':
      reply.send({ boxOfficeResult: { boxofficeType: '일별 박스오피스', dailyBoxOfficeList: [] } })
      return true
    default:
      return false
  }
}

/** KOFIC's open API: the box office of a day, none for one that is not counted yet. */
export const registerKofic = (app: FastifyInstance, state: SandboxState, films: readonly CatalogueFilm[]): void => {
  app.get<{ Querystring: { key?: string; targetDt?: string } }>(
    '/kofic/boxoffice/searchDailyBoxOfficeList.json',
    async (request, reply) => {
      const { key = null, targetDt = '' } = request.query
      const call = await beginCall(state, 'kofic', request, reply, { key, query: targetDt })
      if (sendFault(reply, call.fault?.fault)) return reply
      if (!key) return fault('유효하지않은 키값입니다.', '320010')
      if (!/^\d{8}$/.test(targetDt)) return fault('targetDt 값이 올바르지 않습니다.', '320102')
      await call.latency(state.latency.films_ms)
      const ranked = targetDt < today() ? rankedOn(films, targetDt) : []
      return {
        boxOfficeResult: {
          boxofficeType: '일별 박스오피스',
          showRange: `${targetDt}~${targetDt}`,
          dailyBoxOfficeList: ranked.map(({ film, audience }, n) => ({
            rnum: `${n + 1}`,
            rank: `${n + 1}`,
            rankInten: '0',
            rankOldAndNew: 'OLD',
            movieCd: movieCdOf(film),
            movieNm: film.title,
            openDt: openDtOf(film),
            salesAmt: `${audience * 9_800}`,
            audiCnt: `${audience}`,
            audiAcc: `${audience * 11}`,
            scrnCnt: `${200 + n}`,
            showCnt: `${900 + n}`,
          })),
        },
      }
    },
  )
}
