import t from 'tap'
import { rejection, vendorServer } from '../../testing/vendor-server.js'
import { createKmdb } from './kmdb.js'

const call = { start: 0, count: 20, signal: new AbortController().signal, requestId: 'r' }
const kmdbAt = (baseUrl: string) => createKmdb({ baseUrl, apiKey: 'a key', timeoutMs: 2_000 })

const answering = async (t: Parameters<typeof vendorServer>[0], body: string) => {
  const { origin, calls } = await vendorServer(t, (_, response) => void response.end(body))
  return { kmdb: kmdbAt(origin), calls }
}

const row = {
  DOCID: 'F01764',
  movieId: 'F',
  movieSeq: '01764',
  title: ' 어떤  !HS 영화 !HE  ',
  titleEng: 'Some Film',
  titleOrg: '',
  directors: { director: [{ directorNm: '감독', directorEnNm: '', directorId: '' }, { directorNm: ' ' }] },
  actors: { actor: [{ actorNm: ' !HS 배우 !HE ', actorId: '00001' }] },
  plots: {
    plot: [
      { plotLang: 'English', plotText: 'no' },
      { plotLang: '한국어', plotText: '줄거리 {raw}' },
    ],
  },
  runtime: '',
  rating: '15세관람가',
  genre: '드라마,멜로,드라마,',
  repRlsDate: '20241000',
  posters: 'http://a.example/1.jpg|javascript:1|https://a.example/2.jpg|',
}

t.test('a film is cleaned of what the catalogue adds', async t => {
  const json = JSON.stringify({ Query: '', Data: [{ TotalCount: 2, Count: 2, Result: [row, { DOCID: '' }] }] })
  const { kmdb } = await answering(t, json.replace('{raw}', 'mit\u0001\n\tallem'))
  const { films, total, rows, unread } = await kmdb.search({ ...call, title: '영화' })
  t.strictSame([total, rows, unread], [2, 2, ['']])
  t.strictSame(films, [
    {
      docid: 'F01764',
      title: '어떤 영화',
      original_title: 'Some Film',
      title_key: '어떤영화',
      runtime_minutes: null,
      grade: '15세관람가',
      plot: '줄거리 mit allem',
      released_on: null,
      posters: ['http://a.example/1.jpg', 'https://a.example/2.jpg'],
      genres: ['드라마', '멜로'],
      people: [
        { kmdb_id: null, name: '감독', original_name: null, role: 'director' },
        { kmdb_id: '00001', name: '배우', original_name: null, role: 'actor' },
      ],
    },
  ])
})

t.test('odd fields of a film are left out, and none of it is what Postgres refuses', async t => {
  const odd = {
    ...row,
    title: `${'\u{1f3ac}'.repeat(299)} \ud83d\0끝`,
    runtime: 120,
    rating: {},
    genre: ['드라마'],
    repRlsDate: 20240501,
    posters: 'http://file.koreafilm.or.kr/poster/1.jpg|https://a.example/\0.jpg|https://a.example/a b.jpg',
    plots: { plot: [null, { plotText: '줄\ud800거\0리' }] },
    directors: [],
    actors: { actor: {} },
  }
  const nameless = { DOCID: 'K00002', title: ' ' }
  const { kmdb } = await answering(t, JSON.stringify({ Data: [{ Result: [odd, nameless] }] }))
  const { films, unread } = await kmdb.search(call)
  t.strictSame(unread, ['K00002'])
  t.match(films, [
    {
      runtime_minutes: 120,
      grade: null,
      genres: [],
      released_on: '2024-05-01',
      posters: ['https://file.koreafilm.or.kr/poster/1.jpg'],
      plot: '줄\ufffd거 리',
      people: [],
    },
  ])
  t.equal([...films[0]!.title].length, 299, 'cut at 300, and trimmed')
  t.notMatch(JSON.stringify(films), /\\ud[89a-f]|\\u0000/, 'as JSON')
})

t.test('nothing found is no list, and quotes are never sent', async t => {
  const { kmdb, calls } = await answering(t, '{"Query":"", "Data":[{"CollName":"kmdb_new2","TotalCount":0,"Count":0}]}')
  t.strictSame(await kmdb.search({ ...call, title: 'It\'s "so"' }), { films: [], total: 0, rows: 0, unread: [] })
  t.equal(calls[0]!.url.searchParams.get('title'), 'It s  so')
})

t.test('a page is an outage, and broken JSON is not', async t => {
  const page = await answering(t, '  <html>인증키</html>')
  t.match(await rejection(page.kmdb.search(call)), { code: 'kmdb_unavailable' })
  const broken = await answering(t, '{"Data":[{"Result":[{"DOCID":"K1" "')
  t.match(await rejection(broken.kmdb.search(call)), { code: 'kmdb_malformed' })
  const other = await answering(t, '{"message":"no"}')
  t.match(await rejection(other.kmdb.search(call)), { code: 'kmdb_unavailable' })
})
