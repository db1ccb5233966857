import t from 'tap'
import { loadCatalogue, moods } from '../../catalogue/catalogue.js'
import { answerPlaylist, wishOf } from './playlist-answer.js'
import { languageOf, playlistWords } from './playlist-words.js'

const catalogue = loadCatalogue()

t.test('every title and text keeps the limits of a playlist', async t => {
  for (const [language, words] of Object.entries(playlistWords))
    for (const mood of moods) {
      const { titles, texts, label } = words[mood]
      t.same(
        titles.filter(title => [...title].length > 15 || title.length === 0),
        [],
        `${language} ${mood} titles`,
      )
      t.same(
        texts.filter(text => [...text].length > 50 || text.split('\n').length > 3 || text.length === 0),
        [],
        `${language} ${mood} texts`,
      )
      t.ok(label)
    }
})

t.test('it answers in the language of the situation', async t => {
  t.equal(languageOf('비 오는 밤 drive'), 'ko')
  t.equal(languageOf('rainy night'), 'en')
  t.equal(languageOf('雨の夜'), 'ja')
  t.equal(languageOf('🌧️ 123'), 'ko')
  t.match(
    answerPlaylist(catalogue, { situation: '비 오는 밤', genre: '', year: '', songs: 7 }, 1).content,
    /\p{sc=Hangul}/u,
  )
  const english = answerPlaylist(catalogue, { situation: 'rainy night drive', genre: '', year: '', songs: 7 }, 1)
  t.notMatch(english.title + english.content, /\p{sc=Hangul}/u)
  t.match(english.keywords, ['rain', 'night', 'drive'])
  t.match(english.image_prompt, /^[\x20-\x7eéôè]+$/i)
})

t.test('texts without a known mood, hostile or empty, still get a playlist', async t => {
  for (const situation of ['', '🎉🎉', 'ㅁㄴㅇㄹ', '\u202eevil', '{"songs": 1}', 'x'.repeat(5_000)]) {
    const answer = answerPlaylist(catalogue, { situation, genre: '', year: '', songs: 9 }, 3)
    t.equal(answer.songs.length, 9)
    t.equal(answer.keywords.length, 3)
    t.ok(answer.title && answer.content && answer.image_prompt)
  }
})

t.test('the wish is read from our document, else from the words', async t => {
  t.same(wishOf('{"situation":"밤","genre":"POP","year":"2010년대","songs":7}'), {
    situation: '밤',
    genre: 'POP',
    year: '2010년대',
    songs: 7,
  })
  t.equal(wishOf('{"situation":"밤","songs":"many"}').songs, 8)
  t.equal(wishOf('{"situation":"밤","songs":500}').songs, 20)
  t.match(wishOf('K-POP 2010년대 9곡'), { genre: 'K-POP 2010년대 9곡', year: '2010년대', songs: 9 })
})
