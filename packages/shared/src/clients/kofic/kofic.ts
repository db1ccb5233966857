import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, PermanentError, QuotaExceededError, RetryableError } from '../../core/errors.js'
import { wellFormed } from '../../core/text.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { callVendor } from '../core/vendor-request.js'

const maxBytes = 512 * 1024

export interface KoficOptions {
  /** Such as `https://www.kobis.or.kr/kobisopenapi/webservice/rest`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly timeoutMs: number
  readonly log?: CallLog
}

export interface BoxOfficeEntry {
  readonly rank: number
  /** KOFIC's movieCd. */
  readonly kofic_cd: string
  readonly title: string
  /** YYYY-MM-DD; null where KOFIC does not say. */
  readonly released_on: string | null
  readonly audience: number
  readonly audience_total: number
}

export interface Kofic {
  /**
   * The ten films that most saw on a day, by rank; none while the day is not counted.
   * @param day YYYYMMDD
   * @throws QuotaExceededError `kofic_quota`: nothing is left until midnight in Seoul
   * @throws PermanentError `kofic_key`, `kofic_rejected`
   * @throws RetryableError `kofic_unavailable`, `kofic_timeout`, `kofic_malformed`
   */
  dailyBoxOffice(request: { day: number; signal: AbortSignal; requestId: string }): Promise<BoxOfficeEntry[]>
}

const Fault = Type.Object({
  faultInfo: Type.Object({ message: Type.Optional(Type.String()), errorCode: Type.Optional(Type.String()) }),
})

const Answer = Type.Object({ boxOfficeResult: Type.Object({ dailyBoxOfficeList: Type.Array(Type.Unknown()) }) })

/** Everything is text. */
const Entry = Type.Object({
  rank: Type.String({ pattern: '^[1-9][0-9]?$' }),
  movieCd: Type.String({ pattern: '^[A-Za-z0-9]{1,40}$' }),
  movieNm: Type.String({ minLength: 1 }),
  openDt: Type.Optional(Type.String()),
  audiCnt: Type.Optional(Type.String()),
  audiAcc: Type.Optional(Type.String()),
})

const quota = { code: '320011', words: /초과|quota|exceed/i }
const wrongKey = { code: '320010', words: /인증|유효하지|key/i }

/** KOFIC tells of its faults with status 200. */
const faultOf = (body: unknown): JobError | undefined => {
  if (!Value.Check(Fault, body)) return undefined
  const { message = '', errorCode } = body.faultInfo
  if (errorCode === quota.code || quota.words.test(message))
    return new QuotaExceededError('kofic_quota', 'the calls of the day are spent')
  if (errorCode === wrongKey.code || wrongKey.words.test(message))
    return new PermanentError('kofic_key', 'KOFIC does not know the key')
  return new PermanentError('kofic_rejected', `KOFIC refuses the call (${errorCode ?? 'without a code'})`)
}

const numberOf = (text: string | undefined): number => (text && /^[0-9]{1,10}$/.test(text.trim()) ? Number(text) : 0)

/** Ten characters where it is a day, blank where it is none. */
const dayOf = (text: string | undefined): string | null => {
  const day = text?.trim() ?? ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || day < '1890') return null
  const at = new Date(`${day}T00:00:00Z`)
  // JavaScript takes the last of February for whatever comes after it; Postgres does not.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null
}

/** Postgres takes neither NUL nor half a character. */
const cleanTitle = (text: string): string =>
  [...wellFormed(text.replaceAll(/\s*[\u0000-\u001f]+\s*/gu, ' ')).trim()].slice(0, 300).join('').trim()

const toEntry = ({ rank, movieCd, movieNm, openDt, audiCnt, audiAcc }: Static<typeof Entry>): BoxOfficeEntry => ({
  rank: Number(rank),
  kofic_cd: movieCd,
  title: cleanTitle(movieNm),
  released_on: dayOf(openDt),
  audience: Math.min(numberOf(audiCnt), 2_000_000_000),
  audience_total: numberOf(audiAcc),
})

/** A client of KOFIC's open API (https://www.kobis.or.kr/kobisopenapi). */
export const createKofic = ({ baseUrl, apiKey, timeoutMs, log }: KoficOptions): Kofic => ({
  dailyBoxOffice: async ({ day, signal, requestId }) => {
    const url = new URL(`${baseUrl}/boxoffice/searchDailyBoxOfficeList.json`)
    url.search = new URLSearchParams({ key: apiKey, targetDt: `${day}`, itemPerPage: '10' }).toString()
    const startedAt = performance.now()
    let status: number | undefined
    let outcome = 'ok'
    try {
      const answer = await callVendor({ url, method: 'GET', timeoutMs, maxBytes, signal, codePrefix: 'kofic' })
      status = answer.status
      const fault = faultOf(answer.body)
      if (fault) throw fault
      if (status < 200 || status >= 300) throw new RetryableError('kofic_unavailable', `KOFIC answered ${status}`)
      if (!Value.Check(Answer, answer.body)) throw new RetryableError('kofic_malformed', 'the answer has no list')
      const entries = answer.body.boxOfficeResult.dailyBoxOfficeList.flatMap(row =>
        Value.Check(Entry, row) ? [toEntry(row)] : [],
      )
      // A rank that comes twice would have no place.
      return [...new Map(entries.filter(({ title }) => title !== '').map(entry => [entry.rank, entry])).values()]
    } catch (error) {
      outcome = error instanceof JobError ? error.code : 'aborted'
      throw error
    } finally {
      logCall(log, { vendor: 'kofic.box-office', requestId, startedAt, status, outcome })
    }
  },
})
