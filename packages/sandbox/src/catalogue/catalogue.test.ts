import t from 'tap'
import { genres, loadCatalogue } from './catalogue.js'
import { chooseSongs, genresOfText, yearsOfText } from './choose.js'
import { moodsOfText } from './mood-words.js'

const songs = loadCatalogue()
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

t.test('the bundled catalogue', async t => {
  t.ok(songs.length >= 330, `${songs.length} songs`)
  t.test('holds no song twice', async t => {
    const seen = songs.map(({ singer, song }) => `${plain(singer)}|${plain(song)}`)
    t.same(
      seen.filter((key, i) => seen.indexOf(key) !== i),
      [],
    )
  })
  t.test('has plausible years, one genre or more and three to six moods a song', async t => {
    t.same(
      songs.filter(({ year }) => !(Number.isInteger(year) && year >= 1950 && year <= new Date().getFullYear())),
      [],
    )
    t.same(
      songs.filter(song => song.genres.length === 0 || new Set(song.genres).size !== song.genres.length),
      [],
    )
    t.same(
      songs.filter(({ moods }) => moods.length < 3 || moods.length > 6 || new Set(moods).size !== moods.length),
      [],
    )
    t.same(
      songs.filter(({ singer, song }) => singer.trim() !== singer || song.trim() !== song || !singer || !song),
      [],
    )
  })
  for (const genre of genres)
    for (const decade of [2000, 2010, 2020]) {
      const found = songs.filter(song => song.genres.includes(genre) && Math.floor(song.year / 10) * 10 === decade)
      t.ok(found.length >= 10, `${genre} of the ${decade}s: ${found.length}`)
    }
})

t.test('a vocabulary fault in a catalogue is refused with the name of its song', async t => {
  const directory = t.testdir({ 'songs.json': '[{"singer":"A","song":"B","year":2000,"genres":["Polka"],"moods":[]}]' })
  t.throws(() => loadCatalogue(directory), /A - B: "Polka"/)
})

t.test('every offered genre and decade is answered inside itself, without repeats', async t => {
  for (const genre of genres)
    for (const decade of [2000, 2010, 2020]) {
      const chosen = chooseSongs(songs, {
        situation: '비 오는 밤 드라이브',
        genre,
        year: `${decade}년대`,
        count: 10,
        seed: 7,
      })
      t.equal(new Set(chosen).size, 10)
      t.ok(
        chosen.every(song => song.genres.includes(genre) && song.year >= decade && song.year < decade + 10),
        `${genre} ${decade}`,
      )
    }
})

t.test('mood words lead the choice', async t => {
  const chosen = chooseSongs(songs, { situation: '비 오는 밤', genre: '상관없음', year: '상관없음', count: 8, seed: 1 })
  t.ok(chosen.filter(song => song.moods.includes('rain')).length >= 6)
  t.same([...moodsOfText('rainy night drive').keys()].slice(0, 3), ['rain', 'night', 'drive'])
  t.notOk(moodsOfText('비행기 타러 가는 길').has('rain'))
})

t.test('the same wish and seed give the same songs, another seed others', async t => {
  const wish = { situation: '카페에서', genre: '인디', year: '상관없음', count: 8 }
  t.same(chooseSongs(songs, { ...wish, seed: 1 }), chooseSongs(songs, { ...wish, seed: 1 }))
  t.notSame(chooseSongs(songs, { ...wish, seed: 1 }), chooseSongs(songs, { ...wish, seed: 2 }))
})

t.test('decade is given up before genre, and a count is reached whatever was asked', async t => {
  const chosen = chooseSongs(songs, { situation: '', genre: '힙합', year: '1980년대', count: 10, seed: 1 })
  t.ok(chosen.every(song => song.genres.includes('힙합')))
  t.equal(chooseSongs(songs, { situation: '🌧️', genre: '판소리', year: '조선시대', count: 10, seed: 1 }).length, 10)
  t.equal(
    new Set(chooseSongs(songs, { situation: '', genre: '', year: '', count: songs.length + 5, seed: 1 })).size,
    songs.length,
  )
})

t.test('genres and decades are read from free texts', async t => {
  t.same(genresOfText('K-POP'), ['K-POP'])
  t.same(genresOfText('POP'), ['POP'])
  t.same(genresOfText('j-pop'), ['J-POP'])
  t.same(genresOfText('케이팝'), ['K-POP'])
  t.same(genresOfText('R&B, 힙합'), ['힙합', 'R&B'])
  t.same(genresOfText('상관없음'), [])
  t.same(yearsOfText('2010년대'), { from: 2010, to: 2019 })
  t.same(yearsOfText('90s'), { from: 1990, to: 1999 })
  t.same(yearsOfText('2000~2010년대'), { from: 2000, to: 2019 })
  t.equal(yearsOfText('상관없음'), undefined)
})
