import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { JobError, RetryableError } from '../../core/errors.js'
import { type CallLog, logCall } from '../core/call-log.js'
import { callVendor } from '../core/vendor-request.js'
import { type CatalogueFilm, docidOf, readFilm } from './read-film.js'

/** A hundred films with plots and casts are some two megabytes. */
const maxBytes = 16 * 1024 * 1024

export interface KmdbOptions {
  /** Such as `https://api.koreafilm.or.kr/openapi-data2/wisenut/search_api`. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly timeoutMs: number
  readonly log?: CallLog
}

export interface FilmQuery {
  readonly title?: string
  /** As `F01764`. */
  readonly docid?: string
  /** Both ends count. YYYYMMDD */
  readonly released?: { readonly from: number; readonly to: number }
  readonly start: number
  readonly count: number
}

export interface FilmPage {
  readonly films: CatalogueFilm[]
  /** Of all that match. */
  readonly total: number
  /** That the answer had, odd ones included. */
  readonly rows: number
  /** DOCIDs of the odd ones, as far as they have any. */
  readonly unread: readonly string[]
}

export interface Kmdb {
  /**
   * Films of the catalogue, page by page.
   * @throws RetryableError `kmdb_malformed`: one of the films cannot be read; `kmdb_unavailable`, `kmdb_timeout`
   */
  search(query: FilmQuery & { signal: AbortSignal; requestId: string }): Promise<FilmPage>
}

const Count = Type.Union([Type.Integer(), Type.String({ pattern: '^[0-9]{1,9}$' })])
const Answer = Type.Object({
  Data: Type.Array(
    Type.Object({ TotalCount: Type.Optional(Count), Result: Type.Optional(Type.Array(Type.Unknown())) }),
  ),
})

/** Texts of the catalogue hold control characters as they are, which JSON does not allow. */
const withoutControls = (text: string): string => text.replaceAll(/[\u0000-\u001f]+/g, ' ')

/** It comes back in the answer as it was sent: a quote would end its text there. */
const asked = (title: string): string => title.replaceAll(/["'\\\u0000-\u001f]+/g, ' ').trim()

/** A client of KMDb's open API (https://www.kmdb.or.kr/info/api/apiDetail/6). */
export const createKmdb = ({ baseUrl, apiKey, timeoutMs, log }: KmdbOptions): Kmdb => ({
  search: async ({ title, docid, released, start, count, signal, requestId }) => {
    const url = new URL(`${baseUrl}/search_json2.jsp`)
    url.search = new URLSearchParams({
      collection: 'kmdb_new2',
      ServiceKey: apiKey,
      detail: 'Y',
      sort: 'prodYear,1',
      startCount: `${start}`,
      listCount: `${count}`,
      ...(title !== undefined && { title: asked(title) }),
      ...(docid !== undefined && { movieId: docid.replace(/[0-9]+$/, ''), movieSeq: /[0-9]+$/.exec(docid)?.[0] ?? '' }),
      ...(released && { releaseDts: `${released.from}`, releaseDte: `${released.to}` }),
    }).toString()
    const startedAt = performance.now()
    let status: number | undefined
    let outcome = 'ok'
    // What it says to a wrong key or when nothing is left is written down nowhere: whatever is not JSON is an outage.
    let isPage = false
    const repair = (text: string) => {
      isPage = !text.trimStart().startsWith('{')
      return withoutControls(text)
    }
    try {
      const answer = await callVendor({
        url,
        method: 'GET',
        timeoutMs,
        maxBytes,
        signal,
        codePrefix: 'kmdb',
        repair,
      })
      status = answer.status
      if (status < 200 || status >= 300) throw new RetryableError('kmdb_unavailable', `KMDb answered ${status}`)
      if (!Value.Check(Answer, answer.body)) throw new RetryableError('kmdb_unavailable', 'the answer is no list')
      const [data] = answer.body.Data
      const rows = data?.Result ?? []
      const read = rows.map(row => ({ row, film: readFilm(row) }))
      return {
        films: read.flatMap(({ film }) => film ?? []),
        total: Number(data?.TotalCount ?? rows.length),
        rows: rows.length,
        unread: read.flatMap(({ row, film }) => (film ? [] : [docidOf(row)])),
      }
    } catch (error) {
      const told =
        isPage && error instanceof RetryableError && error.code === 'kmdb_malformed'
          ? new RetryableError('kmdb_unavailable', 'KMDb answered a page', { cause: error })
          : error
      outcome = told instanceof JobError ? told.code : 'aborted'
      throw told
    } finally {
      logCall(log, { vendor: 'kmdb.search', requestId, startedAt, status, outcome })
    }
  },
})
