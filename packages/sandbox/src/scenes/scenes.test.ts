import { readdirSync } from 'node:fs'
import sharp from 'sharp'
import t from 'tap'
import { loadCatalogue } from '../catalogue/catalogue.js'
import { paint } from '../vendors/images/paint.js'
import { answerPlaylist } from '../vendors/openai/playlist-answer.js'
import { moodScenes } from '../vendors/openai/playlist-words.js'
import { preparedScene, sceneSide } from './prepared.js'
import { sceneIn, scenes } from './scenes.js'

t.test('every scene has its picture, and no picture lies there for none', async t => {
  const names = readdirSync(new URL('pictures/', import.meta.url)).map(file => file.replace(/\.webp$/, ''))
  t.strictSame(names.sort(), scenes.map(({ name }) => name).sort())
  for (const scene of scenes)
    t.match((await preparedScene(scene)).info, { width: sceneSide, height: sceneSide, channels: 3 })
})

t.test('words lead to what they name, in English and in Korean', async t => {
  const named = {
    'a train through the hills': 'train',
    '기차 여행': 'train',
    'dunes of the desert at noon': 'desert',
    '사막의 밤': 'desert',
    'people dancing': 'dance',
    '신나는 파티': 'dance',
    'coffee in a café': 'cafe',
    '일요일 카페': 'cafe',
    'snow falling over a pine forest': 'winter',
    '첫눈 오는 날': 'winter',
    'city lights and fireworks at night': 'fireworks',
    '비 오는 밤': 'rain',
    'a quiet forest': 'forest',
    'stars above the sea': 'stars',
    '여름 한낮': 'summer',
    집에서: 'home',
    'a brave robot': undefined,
  }
  for (const [words, name] of Object.entries(named)) t.equal(sceneIn(words)?.name, name, words)
  for (const scene of scenes) if (scene.phrase) t.equal(sceneIn(scene.phrase)?.name, scene.name, scene.phrase)
  const seen = new Set(Object.values(moodScenes).map(({ scene }) => sceneIn(scene)?.name))
  t.ok(seen.size >= 20 && !seen.has(undefined), `the moods are seen as ${seen.size} scenes`)
})

t.test("the chat asks for what the listener's words name", async t => {
  const catalogue = loadCatalogue()
  for (const [situation, name] of [
    ['기차 타고 떠나는 날', 'train'],
    ['사막을 걷는 꿈', 'desert'],
    ['캠핑장의 밤', 'campfire'],
  ] as const) {
    const { image_prompt } = answerPlaylist(catalogue, { situation, genre: 'K-POP', year: '', songs: 8 }, 1)
    t.equal(sceneIn(image_prompt)?.name, name, image_prompt)
  }
})

/** Mean difference of two pictures of one size, 0 to 255. */
const differenceOf = async (a: Buffer, b: Buffer): Promise<number> => {
  const [x, y] = await Promise.all([a, b].map(file => sharp(file).removeAlpha().raw().toBuffer()))
  return x!.reduce((sum, value, at) => sum + Math.abs(value - y![at]!), 0) / x!.length
}

t.test('paintings of one scene differ, and those of one prompt by their variant', async t => {
  const of = (prompt: string, variant = 0) =>
    paint({ prompt, width: 384, height: 384, format: 'png', quality: 90, variant })
  const first = await of('waves of the sea, by Monet')
  for (const [name, other] of [
    ['another prompt', await of('waves of the sea, by Turner')],
    ['another variant', await of('waves of the sea, by Monet', 1)],
    ['another scene', await of('a train, by Monet')],
  ] as const) {
    const difference = await differenceOf(first, other)
    t.ok(difference > 4, `${name}: ${difference.toFixed(1)}`)
  }
  t.equal(await differenceOf(first, await of('waves of the sea, by Monet')), 0)
  for (const [width, height] of [
    [1_536, 1_024],
    [1_024, 1_792],
    [1_280, 1_280],
  ] as const)
    t.match(
      await sharp(await paint({ prompt: 'x', width, height, format: 'jpeg', quality: 90, variant: 0 })).metadata(),
      { width, height },
    )
})
