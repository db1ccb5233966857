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
  const { films, total, rows } = await kmdb.search({ ...call, title: '영화' })
  t.strictSame([total, rows], [2, 2])
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

t.test('nothing found is no list, and quotes are never sent', async t => {
  const { kmdb, calls } = await answering(t, '{"Query":"", "Data":[{"CollName":"kmdb_new2","TotalCount":0,"Count":0}]}')
  t.strictSame(await kmdb.search({ ...call, title: 'It\'s "so"' }), { films: [], total: 0, rows: 0 })
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
