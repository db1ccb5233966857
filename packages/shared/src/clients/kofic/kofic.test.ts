import t from 'tap'
import { PermanentError, QuotaExceededError, RetryableError } from '../../core/errors.js'
import { rejection, sendJson, vendorServer } from '../../testing/vendor-server.js'
import { createKofic } from './kofic.js'

const call = { day: 20260501, signal: new AbortController().signal, requestId: 'r' }
const koficAt = (baseUrl: string) => createKofic({ baseUrl, apiKey: 'a key', timeoutMs: 2_000 })

t.test('a box office is read entry by entry', async t => {
  const row = { rank: '1', movieCd: '2024A347', movieNm: ' 영화 ', openDt: '2026-04-01', audiCnt: '12', audiAcc: '340' }
  const { origin, calls } = await vendorServer(t, (_, response) =>
    sendJson(response, 200, {
      boxOfficeResult: {
        dailyBoxOfficeList: [
          row,
          { ...row, rank: '2', movieCd: '2', openDt: ' ', audiCnt: 'x', audiAcc: '' },
          { ...row, rank: '3', movieCd: '3', movieNm: 'NUL \0 \ud800', openDt: '2024-02-31' },
          { ...row, rank: '4', movieCd: '4', openDt: '0000-12-31' },
          { ...row, rank: '5', movieCd: '5', movieNm: '\0' },
          { ...row, rank: '0' },
          { ...row, movieCd: '' },
          null,
        ],
      },
    }),
  )
  const entry = {
    rank: 1,
    kofic_cd: '2024A347',
    title: '영화',
    released_on: '2026-04-01',
    audience: 12,
    audience_total: 340,
  }
  t.strictSame(await koficAt(origin).dailyBoxOffice(call), [
    entry,
    { ...entry, rank: 2, kofic_cd: '2', released_on: null, audience: 0, audience_total: 0 },
    { ...entry, rank: 3, kofic_cd: '3', title: 'NUL \ufffd', released_on: null },
    { ...entry, rank: 4, kofic_cd: '4', released_on: null },
  ])
  t.equal(calls[0]!.url.search, '?key=a+key&targetDt=20260501&itemPerPage=10')
})

t.test('its faults come with status 200', async t => {
  let body: unknown
  const { origin } = await vendorServer(t, (_, response) =>
    typeof body === 'string' ? void response.end(body) : sendJson(response, 200, body),
  )
  for (const [answer, kind, code] of [
    [{ faultInfo: { message: '유효하지않은 키값입니다.', errorCode: '320010' } }, PermanentError, 'kofic_key'],
    [{ faultInfo: { message: '일일 이용량 초과', errorCode: '999' } }, QuotaExceededError, 'kofic_quota'],
    [{ faultInfo: { message: '?', errorCode: '1' } }, PermanentError, 'kofic_rejected'],
    [{ boxOfficeResult: {} }, RetryableError, 'kofic_malformed'],
    ['<html>점검</html>', RetryableError, 'kofic_malformed'],
  ] as const) {
    body = answer
    const error = await rejection(koficAt(origin).dailyBoxOffice(call))
    t.type(error, kind)
    t.match(error, { code })
    t.notMatch(`${error}`, 'a key')
  }
})
