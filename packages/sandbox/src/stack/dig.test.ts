import t from 'tap'
import { change, type DigState, watchUrl } from './dig.js'

const nothing: DigState = {
  stage: 'queued',
  progress: 0,
  title: undefined,
  content: undefined,
  keywords: [],
  songs: new Map(),
  cover: undefined,
}
const song = { id: 1, singer: '태연', song: 'Rain', information: null }

t.test('events add up, and a reset forgets the songs but not the cover', async t => {
  const titled = change(nothing, 'progress', {
    stage: 'compose',
    progress: 5,
    title: '밤',
    content: 'x',
    keywords: ['비'],
  })
  const sung = change(titled, 'song', { position: 0, progress: 10, music: song })
  const found = change(sung, 'song', {
    stage: 'match',
    position: 0,
    progress: 20,
    music: { ...song, information: 'https://www.youtube.com/embed/abc' },
  })
  t.equal(found.title, '밤')
  t.equal(found.songs.size, 1)
  t.equal(found.songs.get(0)?.information, 'https://www.youtube.com/embed/abc')
  const covered = change(found, 'cover', { thumbnail: 'karlo/x.webp', by: 'painted' })
  const again = change(covered, 'reset', { stage: 'compose', progress: 5 })
  t.equal(again.songs.size, 0)
  t.equal(again.title, undefined)
  t.same(again.cover, { key: 'karlo/x.webp', by: 'painted' })
})

t.test('a video is linked by its page', async t => {
  t.equal(watchUrl('https://www.youtube.com/embed/S_9obLo9V9Z'), 'https://youtu.be/S_9obLo9V9Z')
})
