import type { Foreground } from './foregrounds.js'

export interface Scene {
  /** Of its picture, beside this file. */
  readonly name: string
  /** By which an image prompt, or a listener's own words, ask for it. */
  readonly words: RegExp
  /** What the shipped picture was drawn from. */
  readonly prompt: string
  readonly foreground?: Foreground
  /** How the sandbox's chat asks for it where the listener's words name it and no mood does. */
  readonly phrase?: string
  /** Only where nothing else is named. */
  readonly isBackdrop?: boolean
}

/** Particular ones first: of two that a prompt names in the same place the first is taken. */
export const scenes: readonly Scene[] = [
  {
    name: 'cafe',
    words: /caf[eé]|coffee|\btea\b|street of little lights|카페|커피/i,
    prompt: 'a town street in coffee brown, cream and terracotta',
    foreground: 'cafe',
    phrase: 'a steaming cup of coffee by the window of a café',
  },
  {
    name: 'train',
    words: /\btrain|railway|station|기차|열차|지하철/i,
    prompt: 'green hills and clouds in turquoise, cream and coral',
    foreground: 'train',
    phrase: 'a train on its way through green hills',
  },
  {
    name: 'desert',
    words: /desert|dune|sahara|사막/i,
    prompt: 'a blazing sun, sand and terracotta and amber',
    foreground: 'desert',
    phrase: 'camels crossing the dunes of a wide desert',
  },
  {
    name: 'fireworks',
    words: /city lights and firework|firework|festival|불꽃|축제/i,
    prompt: 'city lights and fireworks at night, magenta, cyan and violet',
    phrase: 'fireworks over the lights of a city',
  },
  {
    name: 'dance',
    words: /danc|disco|\bclub|party|춤|파티|클럽/i,
    prompt: 'city at night, magenta, violet and cyan',
    foreground: 'dance',
    phrase: 'people dancing under a mirror ball',
  },
  {
    name: 'campfire',
    words: /camp|tent|bonfire|캠핑/i,
    prompt: 'stars over a pine forest at night, navy, teal and amber',
    foreground: 'campfire',
    phrase: 'a campfire and a tent under the stars',
  },
  {
    name: 'desk',
    words: /\bdesk|\bbook|librar|\bstudy|공부|독서|책상/i,
    prompt: 'misty hills, sage, cream and sky',
    foreground: 'desk',
    phrase: 'an open book on a desk by the window',
  },
  {
    name: 'window-lights',
    words: /window lights|warm window|town at dusk/i,
    prompt: 'a town street with windows at night, amber, plum and blue',
  },
  {
    name: 'home',
    words: /\bhome|\broom|sofa|living|\bhouse|집|방에/i,
    prompt: 'city at night with snow, navy, plum and amber',
    foreground: 'home',
    phrase: 'a cat on the sofa at home at night',
  },
  {
    name: 'rain',
    words: /\brain(?!bow)|drizzle|storm|umbrella|비 |비가|빗|장마|우산/i,
    prompt: 'rain on a city street, slate, teal and amber',
  },
  {
    name: 'grey-sea',
    words: /grey-blue sea|empty shore|저녁 바다/i,
    prompt: 'rain and clouds over a sea, slate, indigo, grey',
  },
  {
    name: 'moon-sea',
    words: /moon over a calm sea|밤바다/i,
    prompt: 'a moon over a calm sea, midnight, silver and lilac',
  },
  {
    name: 'crescent',
    words: /crescent|sleep|잠|초승달/i,
    prompt: 'a crescent moon and clouds over hills, indigo, lavender, pearl',
  },
  {
    name: 'giant-moon',
    words: /giant moon|moon above|보름달/i,
    prompt: 'a giant moon and stars above clouds, violet, midnight, pink',
  },
  {
    name: 'winter',
    words: /snow|winter|christmas|겨울|눈 |첫눈|크리스마스/i,
    prompt: 'snow over a pine forest, ice, white and lavender',
    phrase: 'snow falling over a pine forest',
  },
  {
    name: 'blossom',
    words: /blossom|petal|cherry|spring|벚꽃|봄/i,
    prompt: 'cherry blossom petals over a meadow, blush, mint and cream',
  },
  {
    name: 'autumn',
    words: /autumn|\bfall\b|foliage|maple|가을|단풍|낙엽/i,
    prompt: 'autumn trees by a path, rust, ochre and burgundy',
  },
  { name: 'peaks', words: /peak|summit|등산/i, prompt: 'mountain peaks under a sun, crimson, orange and black' },
  {
    name: 'travel',
    words: /winding road|journey|여행/i,
    prompt: 'a road between mountains, turquoise, sand and coral',
  },
  {
    name: 'mountains',
    words: /mountain|산에|산의/i,
    prompt: 'mountain under clouds, gold, sky and white',
    phrase: 'a mountain range under the clouds',
  },
  {
    name: 'forest',
    words: /forest|woods|pine|숲/i,
    prompt: 'a forest of pine trees in mist, emerald, sage and lemon',
    phrase: 'a forest of tall pine trees in the mist',
  },
  {
    name: 'flowers',
    words: /flower|meadow|garden|\brose\b|꽃/i,
    prompt: 'a field of flowers, rose, coral and cream',
    phrase: 'a field of flowers in the sun',
  },
  {
    name: 'road',
    words: /\broad\b|highway|driv|\bpath\b|드라이브|도로/i,
    prompt: 'a long road, indigo, magenta and orange',
  },
  { name: 'city-day', words: /old town|sunset|노을|옛/i, prompt: 'an old town, sepia, amber and teal' },
  {
    name: 'city',
    words: /city|skyline|street|neon|downtown|도시|서울|거리|네온/i,
    prompt: 'a city skyline at night, violet, navy and neon',
  },
  {
    name: 'sun-burst',
    words: /bursting|waves of colour|energy|에너지/i,
    prompt: 'a sun over waves of the sea, orange, yellow and magenta',
  },
  {
    name: 'lake',
    words: /still water|\blake\b|river|호수|강가|한강/i,
    prompt: 'a lake in mist, seafoam, sky and grey, mountain',
  },
  {
    name: 'sea',
    words: /\bsea\b|ocean|wave|shore|beach|바다|해변|파도/i,
    prompt: 'ocean waves under a sky, aquamarine, cobalt and white',
  },
  {
    name: 'summer',
    words: /summer|golden hour|blazing|여름/i,
    prompt: 'green hills with trees, emerald, lemon and turquoise',
  },
  {
    name: 'morning',
    words: /morning|sunrise|dawn|아침|새벽|햇살/i,
    prompt: 'sunrise over misty hills, peach, sky and gold',
  },
  {
    name: 'stars',
    words: /star|galax|space|milky|별|우주/i,
    prompt: 'stars at night over mountain peaks, midnight, indigo and cyan',
    phrase: 'a sky full of stars above dark mountains',
  },
  {
    name: 'night',
    words: /night|moon|밤|달/i,
    prompt: 'a bright moon and stars over hills at night, navy, violet and gold',
    isBackdrop: true,
  },
  {
    name: 'hills',
    words: /hill|mist|calm|quiet|산책/i,
    prompt: 'layered hills in mist, sage, cream and blue',
    isBackdrop: true,
  },
]

/** The scene that the words name first. */
export const sceneIn = (words: string): Scene | undefined => {
  let found: { scene: Scene; place: number } | undefined
  for (const scene of scenes) {
    const at = words.search(scene.words)
    if (at < 0) continue
    const place = scene.isBackdrop ? words.length + at : at
    if (found === undefined || place < found.place) found = { scene, place }
  }
  return found?.scene
}

/** As `sceneIn`; where the words name none, any of them. @param chance from 0 to 1: which */
export const sceneOf = (words: string, chance: number): Scene =>
  sceneIn(words) ?? scenes[Math.floor(chance * scenes.length)]!
