import sharp from 'sharp'
import { hash32, pick, seededRandom } from '../catalogue/random.js'
import { type Foreground, foregrounds } from './foregrounds.js'

/** What a scene is drawn from, once, for the picture that is shipped. */
export interface Drawing {
  /** English: landscape, weather, light and colours are read from its words. */
  prompt: string
  /** Stands before the landscape. */
  foreground?: Foreground | undefined
  /** Pixels. */
  side: number
}

type Random = () => number
type Rgb = [number, number, number]

/** Colours that a prompt may name. */
const colourWords: Record<string, string> = {
  navy: '#16234d',
  midnight: '#101a3f',
  indigo: '#2f3180',
  violet: '#6a4bb5',
  lavender: '#b8a8e0',
  lilac: '#c4a6d8',
  plum: '#6b2f5f',
  magenta: '#d0338f',
  pink: '#f29ab8',
  rose: '#e0708c',
  blush: '#f6c3c9',
  crimson: '#b3172f',
  burgundy: '#6d1a36',
  red: '#cf3a3a',
  rust: '#b4512b',
  terracotta: '#c9714f',
  coral: '#ff8264',
  peach: '#ffc09f',
  orange: '#f58a33',
  amber: '#f2a93b',
  ochre: '#c98b2e',
  gold: '#e9bb4d',
  yellow: '#f9d65c',
  lemon: '#fbe67a',
  sand: '#e6cfa2',
  cream: '#f8ecd4',
  sepia: '#8a6642',
  coffee: '#5d4234',
  brown: '#6b4a35',
  black: '#191a22',
  grey: '#8d95a3',
  gray: '#8d95a3',
  silver: '#c6ccd8',
  pearl: '#eee9e6',
  white: '#f7f7fb',
  slate: '#4c5b73',
  blue: '#3d74c4',
  sky: '#8cc7ee',
  ice: '#cbe6f4',
  cobalt: '#1f4fb0',
  aquamarine: '#66cdbb',
  turquoise: '#2fb9b4',
  teal: '#1f7f86',
  cyan: '#44c8e2',
  seafoam: '#a5dcc9',
  mint: '#a9e0c2',
  sage: '#9db594',
  emerald: '#1f8a63',
  green: '#4c9a5c',
  neon: '#ff4fc0',
  dusty: '#9aa3b8',
}

/** Palettes for prompts that name fewer than three colours. */
const palettes = [
  ['#1b2a57', '#7a4ea3', '#f29e7c', '#ffd9a0'],
  ['#0f3b5f', '#2d87a4', '#8ed0c4', '#fbe7b2'],
  ['#3a1c54', '#a53f7b', '#f27d72', '#ffd28a'],
  ['#22443d', '#5c9470', '#c9cf8d', '#fbeec4'],
  ['#2a2d5b', '#5b79c1', '#b9cdf0', '#ffe3d3'],
  ['#4a1f2c', '#b5533c', '#eaa45a', '#fbe0a8'],
]

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
const rgbOf = (hex: string): Rgb => [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb
const hexOf = (rgb: Rgb) =>
  `#${rgb
    .map(value =>
      Math.round(clamp(value, 0, 255))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
const blend = (a: string, b: string, share: number): string => {
  const [x, y] = [rgbOf(a), rgbOf(b)]
  return hexOf([0, 1, 2].map(i => x[i]! + (y[i]! - x[i]!) * share) as Rgb)
}
const lightness = (hex: string) => {
  const [r, g, b] = rgbOf(hex)
  return 0.299 * r + 0.587 * g + 0.114 * b
}

/** A colour as a sky may have it: green is for the ground. */
const airy = (hex: string): string => {
  const [r, g, b] = rgbOf(hex)
  return g > r && g > b * 1.08 ? blend(hex, '#7fbfe6', 0.7) : hex
}

/** Four colours from dark to light, from the words of the prompt. */
const paletteOf = (prompt: string, random: Random): [string, string, string, string] => {
  const named = [
    ...new Set(
      (prompt.toLowerCase().match(/[a-z]+/g) ?? []).flatMap(word =>
        Object.hasOwn(colourWords, word) ? [colourWords[word]!] : [],
      ),
    ),
  ]
  const base = pick(random, palettes)
  const colours = (named.length >= 3 ? named : [...named, ...base])
    .slice(0, 5)
    .sort((a, b) => lightness(a) - lightness(b))
  const dark = blend(colours[0]!, '#0d1230', lightness(colours[0]!) > 70 ? 0.55 : 0.15)
  const light = blend(colours.at(-1)!, '#fff6e6', lightness(colours.at(-1)!) < 190 ? 0.45 : 0.1)
  const middle = colours.slice(colours.length > 2 ? 1 : 0, colours.length > 2 ? -1 : undefined)
  return [dark, middle[0]!, middle.at(-1)!, light]
}

const round = (value: number) => Math.round(value * 10) / 10

/** A ridge from edge to edge: sums of slow sines, closed at the bottom. */
const ridge = (random: Random, width: number, height: number, base: number, swing: number, rough: number): string => {
  const waves = Array.from({ length: 4 }, (_, i) => ({
    length: (0.6 + random()) * (i + 1) * rough,
    phase: random() * Math.PI * 2,
    size: 1 / (i + 1),
  }))
  const steps = 60
  const points = Array.from({ length: steps + 1 }, (_, i) => {
    const at = i / steps
    const lift =
      waves.reduce((sum, wave) => sum + Math.sin(at * Math.PI * 2 * wave.length + wave.phase) * wave.size, 0) / 2
    return `${round(at * width)},${round(base - lift * swing)}`
  })
  return `M0,${height} L${points.join(' L')} L${width},${height} Z`
}

/** Sharp summits for mountains, broad enough to be believed, with snow on the higher ones. */
const summits = (
  random: Random,
  width: number,
  height: number,
  base: number,
  swing: number,
  fill: string,
  snow: string,
): string => {
  const count = 4 + Math.floor(random() * 2)
  const span = width / count
  const peaks = Array.from({ length: count + 1 }, (_, i) => {
    const tall = swing * (0.5 + random() * 0.5)
    return { x: (i - 0.1 + random() * 0.5) * span, top: base - tall, half: span * (0.55 + random() * 0.35), tall }
  })
  return peaks
    .map(({ x, top, half, tall }) => {
      const [left, right] = [half * (0.9 + random() * 0.4), half * (0.9 + random() * 0.4)]
      const cap = 0.26
      const slope = (share: number, side: number) => `${round(x + side * share)},${round(top + tall * share)}`
      const body = `<path d="M${round(x - left)},${height} L${round(x - left)},${round(base)} L${round(x)},${round(top)} L${round(x + right)},${round(base)} L${round(x + right)},${height} Z" fill="${fill}"/>`
      const whole = `<path d="M${round(x)},${round(top)} L${slope(cap, -left)} L${round(x - left * cap * 0.45)},${round(top + tall * cap * 0.7)} L${round(x - left * cap * 0.1)},${round(top + tall * cap * 1.15)} L${round(x + right * cap * 0.4)},${round(top + tall * cap * 0.75)} L${slope(cap, right)} Z" fill="${snow}" opacity=".75"/>`
      return tall > swing * 0.6 ? body + whole : body
    })
    .join('')
}

interface Motifs {
  night: boolean
  rain: boolean
  snow: boolean
  petals: boolean
  flowers: boolean
  sea: boolean
  city: boolean
  mountains: boolean
  road: boolean
  trees: boolean
  moon: boolean
  stars: boolean
  fireworks: boolean
  clouds: boolean
  leaves: boolean
}

const motifsOf = (prompt: string): Motifs => {
  const has = (pattern: RegExp) => pattern.test(prompt)
  const moon = has(/moon/i)
  return {
    night: has(/night|midnight|moon|star|neon/i),
    rain: has(/\brain(?!bow)|drizzle|storm/i),
    snow: has(/snow|winter/i),
    petals: has(/petal|blossom|cherry/i),
    flowers: has(/flower|meadow|bloom|rose field/i),
    sea: has(/\bsea\b|ocean|wave|shore|beach|water|lake/i),
    city: has(/city|skyline|street|town|window|neon|building/i),
    mountains: has(/mountain|peak|summit/i),
    road: has(/\broad\b|path|highway|drive/i),
    trees: has(/tree|pine|forest/i),
    moon,
    stars: moon || has(/star|night/i),
    fireworks: has(/firework|party/i),
    clouds: has(/cloud|mist|fog|dream/i),
    leaves: has(/autumn|leaves|foliage/i),
  }
}

const many = (count: number, draw: (i: number) => string) => Array.from({ length: count }, (_, i) => draw(i)).join('')

const starsOf = (random: Random, w: number, h: number, light: string) =>
  many(
    130,
    () =>
      `<circle cx="${round(random() * w)}" cy="${round(random() ** 1.4 * h * 0.6)}" r="${round((0.5 + random() ** 3 * 2.2) * (w / 700))}" fill="${light}" opacity="${round(0.3 + random() * 0.7)}"/>`,
  )

const cloudsOf = (random: Random, w: number, h: number, light: string) =>
  many(7, () => {
    const [x, y, size] = [random() * w, h * (0.12 + random() * 0.34), w * (0.1 + random() * 0.16)]
    return `<g filter="url(#soft)" opacity="${round(0.18 + random() * 0.3)}" fill="${light}">${many(4, i => `<ellipse cx="${round(x + (i - 1.5) * size * 0.5)}" cy="${round(y + random() * size * 0.1)}" rx="${round(size * (0.4 + random() * 0.3))}" ry="${round(size * (0.07 + random() * 0.08))}"/>`)}</g>`
  })

const skylineOf = (
  random: Random,
  w: number,
  h: number,
  horizon: number,
  colour: string,
  glow: string,
  scale: number,
  lit: number,
) => {
  let x = -w * 0.02
  let buildings = ''
  while (x < w) {
    const width = w * (0.045 + random() * 0.06) * scale
    const height = h * (0.1 + random() ** 1.5 * 0.3) * scale
    const top = horizon - height
    buildings += `<rect x="${round(x)}" y="${round(top)}" width="${round(width)}" height="${round(h - top)}" fill="${colour}"/>`
    if (random() < 0.3)
      buildings += `<rect x="${round(x + width * 0.47)}" y="${round(top - height * 0.18)}" width="${round(width * 0.05)}" height="${round(height * 0.2)}" fill="${colour}"/>`
    const columns = Math.max(2, Math.round(width / (w * 0.016)))
    const cell = width / (columns + 0.6)
    for (let row = 0; row < (h - top) / (cell * 1.5) - 1 && row < 26; row++)
      for (let column = 0; column < columns; column++)
        if (random() < lit)
          buildings += `<rect x="${round(x + cell * (0.5 + column))}" y="${round(top + cell * (0.7 + row * 1.5))}" width="${round(cell * 0.55)}" height="${round(cell * 0.8)}" fill="${glow}" opacity="${round(0.35 + random() * 0.65)}"/>`
    x += width * (0.96 + random() * 0.25)
  }
  return buildings
}

const treesOf = (random: Random, w: number, h: number, horizon: number, colour: string, count: number, size: number) =>
  many(count, () => {
    const x = random() * w
    const tall = h * size * (0.6 + random() * 0.7)
    const foot = horizon + h * 0.04 + random() * h * 0.1
    return many(4, i => {
      const y = foot - tall * (0.12 + i * 0.2)
      const half = tall * 0.2 * (1 - i * 0.2)
      return `<path d="M${round(x - half)},${round(y)} L${round(x)},${round(y - tall * 0.34)} L${round(x + half)},${round(y)} Z" fill="${colour}"/>`
    })
  })

const roundTreesOf = (random: Random, w: number, h: number, horizon: number, colours: string[], dark: string) =>
  many(9, () => {
    const [x, foot, size] = [random() * w, horizon + h * (0.06 + random() * 0.16), h * (0.07 + random() * 0.08)]
    const trunk = `<rect x="${round(x - size * 0.06)}" y="${round(foot - size * 1.1)}" width="${round(size * 0.12)}" height="${round(size * 1.1)}" fill="${dark}"/>`
    return (
      trunk +
      many(
        9,
        () =>
          `<circle cx="${round(x + (random() - 0.5) * size)}" cy="${round(foot - size * (1.1 + random() * 0.7))}" r="${round(size * (0.22 + random() * 0.2))}" fill="${pick(random, colours)}" opacity=".85"/>`,
      )
    )
  })

const flowersOf = (random: Random, w: number, h: number, from: number, colours: string[], stem: string) => {
  const flowers = Array.from({ length: 80 }, () => ({ x: random() * w, y: from + random() ** 0.8 * (h - from) })).sort(
    (a, b) => a.y - b.y,
  )
  return flowers
    .map(({ x, y }) => {
      const size = (w / 120) * (0.5 + ((y - from) / (h - from)) * 2)
      const colour = pick(random, colours)
      const turn = random() * 72
      return `<path d="M${round(x)},${round(y)} q${round((random() - 0.5) * size)},${round(size * 2)} 0,${round(size * 4)}" stroke="${stem}" stroke-width="${round(size * 0.22)}" fill="none"/>${many(
        5,
        i => {
          const angle = ((turn + i * 72) / 180) * Math.PI
          return `<circle cx="${round(x + Math.cos(angle) * size * 0.62)}" cy="${round(y + Math.sin(angle) * size * 0.5)}" r="${round(size * 0.52)}" fill="${colour}" opacity=".92"/>`
        },
      )}<circle cx="${round(x)}" cy="${round(y)}" r="${round(size * 0.36)}" fill="#ffe9a8"/>`
    })
    .join('')
}

const fireworksOf = (random: Random, w: number, h: number, colours: string[]) =>
  many(5, () => {
    const [x, y, size, colour] = [
      w * (0.12 + random() * 0.76),
      h * (0.1 + random() * 0.26),
      w * (0.06 + random() * 0.08),
      pick(random, colours),
    ]
    return many(26, i => {
      const angle = (i / 26) * Math.PI * 2
      const reach = size * (0.75 + random() * 0.35)
      return `<path d="M${round(x + Math.cos(angle) * reach * 0.25)},${round(y + Math.sin(angle) * reach * 0.25)} L${round(x + Math.cos(angle) * reach)},${round(y + Math.sin(angle) * reach + reach * 0.08)}" stroke="${colour}" stroke-width="${round(w / 420)}" stroke-linecap="round" opacity=".85"/><circle cx="${round(x + Math.cos(angle) * reach)}" cy="${round(y + Math.sin(angle) * reach + reach * 0.08)}" r="${round(w / 300)}" fill="#fff3d0"/>`
    })
  })

/** The picture as SVG: sky, what shines in it, what stands on the horizon, the ground, and what falls. */
const svgOf = ({ prompt, foreground, side }: Drawing): string => {
  const [w, h] = [side, side]
  const random = seededRandom(hash32(prompt))
  const motifs = motifsOf(prompt)
  const [dark, low, high, light] = paletteOf(prompt, random)
  const { night } = motifs
  const horizon = h * (motifs.sea ? 0.58 : 0.6 + random() * 0.06)
  const skyTop = airy(night ? dark : blend(low, dark, motifs.rain ? 0.45 : 0.2))
  const skyMiddle = airy(night ? blend(dark, low, 0.55) : blend(low, high, 0.55))
  const skyLow = night ? blend(low, high, 0.6) : light
  const orbX = w * (0.2 + random() * 0.6)
  const orbY = motifs.moon || night ? h * (0.16 + random() * 0.12) : horizon - h * (0.04 + random() * 0.16)
  const orbR =
    Math.min(w, h) *
    (motifs.moon && /giant/i.test(prompt) ? 0.17 : night ? 0.07 + random() * 0.03 : 0.1 + random() * 0.04)
  const orb = night ? blend(light, '#fffaf0', 0.6) : blend(light, '#ffe9b8', 0.6)
  const layers: string[] = []

  if (motifs.stars) layers.push(starsOf(random, w, h, blend(light, '#ffffff', 0.6)))
  if (!motifs.rain || motifs.moon) {
    layers.push(`<circle cx="${round(orbX)}" cy="${round(orbY)}" r="${round(orbR * 4.2)}" fill="url(#glow)"/>`)
    if (night && /crescent/i.test(prompt))
      layers.push(
        `<path d="M${round(orbX)},${round(orbY - orbR)} A${round(orbR)},${round(orbR)} 0 1 0 ${round(orbX + orbR)},${round(orbY)} A${round(orbR * 0.78)},${round(orbR * 0.78)} 0 1 1 ${round(orbX)},${round(orbY - orbR)} Z" fill="${orb}"/>`,
      )
    else layers.push(`<circle cx="${round(orbX)}" cy="${round(orbY)}" r="${round(orbR)}" fill="${orb}"/>`)
    if (night && orbR > 0 && !/crescent/i.test(prompt))
      layers.push(
        many(
          4,
          () =>
            `<circle cx="${round(orbX + (random() - 0.5) * orbR)}" cy="${round(orbY + (random() - 0.5) * orbR)}" r="${round(orbR * (0.08 + random() * 0.12))}" fill="${blend(orb, low, 0.25)}" opacity=".5"/>`,
        ),
      )
  }
  if (motifs.clouds || motifs.rain || random() < 0.5)
    layers.push(cloudsOf(random, w, h, motifs.rain ? blend(light, low, 0.4) : light))
  if (motifs.fireworks) layers.push(fireworksOf(random, w, h, [light, high, '#ffd27a', '#ff9fd0', '#9fe8ff']))

  const hillColour = (depth: number) => blend(blend(skyLow, low, 0.5), blend(dark, low, 0.15), depth)
  if (motifs.mountains) {
    const snow = blend(light, '#ffffff', 0.6)
    layers.push(summits(random, w, h, horizon + h * 0.02, h * 0.3, hillColour(0.25), snow))
    layers.push(
      summits(random, w, h, horizon + h * 0.08, h * 0.19, hillColour(0.48), blend(hillColour(0.48), snow, 0.55)),
    )
  } else if (!motifs.sea || random() < 0.6) {
    layers.push(`<path d="${ridge(random, w, h, horizon - h * 0.06, h * 0.07, 1)}" fill="${hillColour(0.2)}"/>`)
    layers.push(`<path d="${ridge(random, w, h, horizon, h * 0.06, 1.1)}" fill="${hillColour(0.38)}"/>`)
  }
  layers.push(
    `<rect x="0" y="${round(horizon - h * 0.14)}" width="${w}" height="${round(h * 0.2)}" fill="url(#mist)"/>`,
  )

  if (motifs.city) {
    const glow = blend('#ffd98a', light, 0.3)
    layers.push(skylineOf(random, w, h, horizon + h * 0.06, blend(dark, skyMiddle, 0.45), glow, 0.85, 0.16))
    layers.push(skylineOf(random, w, h, horizon + h * 0.16, blend(dark, '#05070f', 0.1), glow, 1.1, 0.34))
    layers.push(
      `<rect x="0" y="${round(horizon + h * 0.16)}" width="${w}" height="${round(h)}" fill="${blend(dark, low, 0.12)}"/>`,
    )
    // Lights lie on the wet ground as long smears.
    layers.push(
      `<g filter="url(#soft)">${many(46, () => {
        const x = random() * w
        return `<rect x="${round(x)}" y="${round(horizon + h * 0.165)}" width="${round((w / 160) * (0.5 + random()))}" height="${round(h * (0.05 + random() * 0.24))}" fill="${pick(random, [glow, high, light])}" opacity="${round(0.12 + random() * 0.4)}"/>`
      })}</g>`,
    )
  } else if (motifs.sea) {
    layers.push(`<rect x="0" y="${round(horizon)}" width="${w}" height="${round(h - horizon)}" fill="url(#water)"/>`)
    layers.push(
      `<g opacity=".8">${many(34, i => {
        const depth = i / 34
        const y = horizon + (h - horizon) * depth ** 1.6
        const spread = w * (0.02 + depth * 0.12)
        const x = orbX + (random() - 0.5) * spread * 2.4
        return `<rect x="${round(x - spread / 2)}" y="${round(y)}" width="${round(spread * (0.4 + random()))}" height="${round(1 + depth * (h / 180))}" rx="${round(h / 300)}" fill="${orb}" opacity="${round(0.7 - depth * 0.45)}"/>`
      })}</g>`,
    )
    for (let i = 0; i < 5; i++) {
      const depth = (i + 1) / 5
      const y = horizon + (h - horizon) * (0.12 + depth * 0.7)
      const colour = blend(blend(high, low, 0.5), dark, depth * 0.75)
      layers.push(
        `<path d="${ridge(random, w, h, y, h * 0.018 * (0.6 + depth), 2.4)}" fill="${colour}" opacity=".82"/>`,
      )
    }
  } else {
    const nearColours = [0.55, 0.72, 0.9].map(depth =>
      blend(hillColour(depth), '#5d9a6c', motifs.flowers || motifs.petals ? 0.45 : 0),
    )
    nearColours.forEach((colour, i) => {
      const base = horizon + h * (0.07 + i * 0.1)
      layers.push(`<path d="${ridge(random, w, h, base, h * 0.045, 0.8 + i * 0.2)}" fill="${colour}"/>`)
      if (motifs.trees && !motifs.leaves)
        layers.push(treesOf(random, w, h, base, blend(colour, dark, 0.55), 14 - i * 2, 0.1 + i * 0.05))
    })
    if (motifs.leaves)
      layers.push(roundTreesOf(random, w, h, horizon, [high, low, blend(high, light, 0.4), '#c9602b'], dark))
    if (motifs.road)
      layers.push(
        `<path d="M${round(w * 0.3)},${h} C${round(w * 0.42)},${round(h * 0.86)} ${round(w * 0.36)},${round(h * 0.8)} ${round(w * 0.52)},${round(horizon + h * 0.1)} L${round(w * 0.545)},${round(horizon + h * 0.1)} C${round(w * 0.47)},${round(h * 0.8)} ${round(w * 0.66)},${round(h * 0.86)} ${round(w * 0.74)},${h} Z" fill="${blend(dark, light, 0.3)}"/>` +
          `<path d="M${round(w * 0.52)},${h} C${round(w * 0.55)},${round(h * 0.86)} ${round(w * 0.43)},${round(h * 0.8)} ${round(w * 0.532)},${round(horizon + h * 0.1)}" stroke="${light}" stroke-width="${round(w / 130)}" stroke-dasharray="${round(h / 26)} ${round(h / 30)}" fill="none" opacity=".8"/>`,
      )
    if (motifs.flowers || motifs.petals)
      layers.push(
        flowersOf(
          random,
          w,
          h,
          horizon + h * 0.2,
          [high, light, blend(high, '#ff9db5', 0.5), blend(light, '#ffffff', 0.5)],
          blend(dark, '#2f6b45', 0.5),
        ),
      )
  }

  if (motifs.rain)
    layers.push(
      `<g stroke="${blend(light, '#ffffff', 0.5)}" stroke-linecap="round">${many(260, () => {
        const [x, y, length] = [random() * w * 1.1, random() * h, h * (0.015 + random() * 0.04)]
        return `<path d="M${round(x)},${round(y)} l${round(-length * 0.22)},${round(length)}" stroke-width="${round((w / 800) * (0.6 + random()))}" opacity="${round(0.15 + random() * 0.4)}"/>`
      })}</g>`,
    )
  if (motifs.snow)
    layers.push(
      many(
        190,
        () =>
          `<circle cx="${round(random() * w)}" cy="${round(random() * h)}" r="${round((w / 420) * (0.4 + random() ** 2 * 2.6))}" fill="#ffffff" opacity="${round(0.35 + random() * 0.6)}"/>`,
      ),
    )
  if (motifs.petals || motifs.leaves)
    layers.push(
      many(70, () => {
        const [x, y, size] = [random() * w, random() * h, (w / 150) * (0.5 + random() * 1.4)]
        const colour = motifs.leaves
          ? pick(random, [high, '#d9772f', '#b4451f', '#e8b04a'])
          : pick(random, ['#ffd3df', '#ffb7c9', '#fff0f3'])
        return `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(size)}" ry="${round(size * 0.52)}" transform="rotate(${Math.round(random() * 180)} ${round(x)} ${round(y)})" fill="${colour}" opacity="${round(0.6 + random() * 0.4)}"/>`
      }),
    )

  if (foreground) layers.push(foregrounds[foreground]({ dark, low, high, light }, random))

  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}"><defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${skyTop}"/><stop offset=".38" stop-color="${skyMiddle}"/><stop offset=".66" stop-color="${skyLow}"/></linearGradient>
<linearGradient id="water" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${blend(skyLow, high, 0.5)}"/><stop offset=".4" stop-color="${blend(low, high, 0.4)}"/><stop offset="1" stop-color="${dark}"/></linearGradient>
<radialGradient id="glow"><stop offset="0" stop-color="${orb}" stop-opacity=".75"/><stop offset=".3" stop-color="${orb}" stop-opacity=".28"/><stop offset="1" stop-color="${orb}" stop-opacity="0"/></radialGradient>
<linearGradient id="mist" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light}" stop-opacity="0"/><stop offset=".6" stop-color="${light}" stop-opacity="${night ? 0.16 : 0.42}"/><stop offset="1" stop-color="${light}" stop-opacity="0"/></linearGradient>
<filter id="soft" x="-20%" y="-50%" width="140%" height="200%"><feGaussianBlur stdDeviation="${round(w / 130)} ${round(w / 200)}"/></filter>
</defs><rect width="${w}" height="${h}" fill="url(#sky)"/>${layers.join('')}</svg>`
}

/** Draws a scene as WebP. It takes a second of a core. */
export const drawScene = async (drawing: Drawing): Promise<Buffer> =>
  sharp(Buffer.from(svgOf(drawing)))
    .removeAlpha()
    .blur(0.5 + drawing.side / 1_600)
    .webp({ quality: 74, effort: 6 })
    .toBuffer()
