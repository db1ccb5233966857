import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { atOnce } from '@mudig/shared/objects/at-once'
import sharp from 'sharp'
import { letter } from './cover-lettering.js'

export interface CoverWish {
  readonly title: string
  readonly keywords: readonly string[]
  /** The same wish and seed draw the same cover; the playlist's id will do. */
  readonly seed: string | number
}

const side = 1_024
/** Many may be asked for at once, when the image model is away. */
const withPixels = atOnce(availableParallelism())
const margin = 84

/**
 * A cover made from a playlist's own words where no image model answers: colours and a motif by their hash, the title
 * in letters that we ship. Needs neither a network nor a font of the machine.
 *
 * @returns a WebP picture of 1024 by 1024 pixels
 */
export const coverArt = async ({ title, keywords, seed }: CoverWish): Promise<Buffer> => {
  const random = randomFrom([`${seed}`, title, ...keywords].join('\n'))
  const palette = pick(palettes, random)
  const motif = pick(motifs, random)
  const lettering = await letter(title, {
    x: margin,
    bottom: side - margin - 12,
    width: side - 2 * margin,
    maxLines: 3,
    sizes: [128, 108, 92, 76, 64],
  })
  const tilt = Math.round(random() * 60 - 30)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1" gradientTransform="rotate(${tilt} .5 .5)">
      <stop offset="0" stop-color="${palette.sky[0]}"/><stop offset=".55" stop-color="${palette.sky[1]}"/><stop offset="1" stop-color="${palette.sky[2]}"/>
    </linearGradient>
    <radialGradient id="glow"><stop offset="0" stop-color="${palette.light}" stop-opacity=".9"/><stop offset="1" stop-color="${palette.light}" stop-opacity="0"/></radialGradient>
    <linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.dark}" stop-opacity="0"/><stop offset="1" stop-color="${palette.dark}" stop-opacity=".9"/></linearGradient>
  </defs>
  <rect width="${side}" height="${side}" fill="url(#sky)"/>
  ${motif(palette, random)}
  ${lettering ? `<rect y="${side - lettering.height - 440}" width="${side}" height="${lettering.height + 440}" fill="url(#shade)"/>` : ''}
  ${lettering ? `<rect x="${margin}" y="${side - margin - lettering.height - 64}" width="72" height="8" rx="4" fill="${palette.light}"/>` : ''}
  ${lettering ? `<path d="${lettering.path}" fill="#fffdf8"/>` : ''}
</svg>`
  return withPixels(() =>
    sharp(Buffer.from(svg), { limitInputPixels: side * side })
      .webp({ quality: 90 })
      .timeout({ seconds: 10 })
      .toBuffer(),
  )
}

interface Palette {
  readonly sky: readonly [string, string, string]
  readonly light: string
  readonly accents: readonly [string, string, string]
  readonly dark: string
}

type Random = () => number
type Motif = (palette: Palette, random: Random) => string

/** Hours and seasons: dawn, noon, dusk, night, rain, spring, autumn, sea, neon, snow. */
const palettes: readonly Palette[] = [
  {
    sky: ['#2b2d5b', '#a8577e', '#f4a261'],
    light: '#ffe3b3',
    accents: ['#e76f51', '#8d4a7a', '#f6bd60'],
    dark: '#1b1836',
  },
  {
    sky: ['#4ea8de', '#90dbf4', '#fbf8cc'],
    light: '#fffbe6',
    accents: ['#48bfe3', '#80ed99', '#ffcfd2'],
    dark: '#163b57',
  },
  {
    sky: ['#3d1a5b', '#c9446d', '#ffb26b'],
    light: '#ffd9a0',
    accents: ['#ff7b54', '#7b2d80', '#ffd56f'],
    dark: '#210b33',
  },
  {
    sky: ['#060b26', '#14265e', '#3a4f9a'],
    light: '#cfe0ff',
    accents: ['#5468ff', '#27357e', '#93a8ff'],
    dark: '#03061a',
  },
  {
    sky: ['#1d2b3a', '#3c5a6e', '#7fa3ad'],
    light: '#d7ecec',
    accents: ['#5e8c9a', '#2b4658', '#a9cfcf'],
    dark: '#0e1822',
  },
  {
    sky: ['#f7a8b8', '#fbd3dc', '#fff1e6'],
    light: '#ffffff',
    accents: ['#f28ba8', '#c8e0b4', '#ffd6a5'],
    dark: '#6b2b45',
  },
  {
    sky: ['#5a2a1a', '#b5562b', '#eec373'],
    light: '#ffe9bf',
    accents: ['#d9772f', '#7c3a1d', '#f2b84b'],
    dark: '#2b120a',
  },
  {
    sky: ['#053b50', '#177e89', '#9be3c8'],
    light: '#e6fff5',
    accents: ['#27a39a', '#0b5b6d', '#c4f5dd'],
    dark: '#02202c',
  },
  {
    sky: ['#150734', '#5a189a', '#ff4d9d'],
    light: '#ffd6f2',
    accents: ['#00d4ff', '#9d4edd', '#ff9e4f'],
    dark: '#0a0320',
  },
  {
    sky: ['#8fa9c4', '#c9d8e6', '#f6f3ee'],
    light: '#ffffff',
    accents: ['#a9bfd4', '#dfe8ef', '#e9c9b1'],
    dark: '#2c3e52',
  },
]

const n = (value: number) => value.toFixed(1)

/** A low sun behind hills. */
const hills: Motif = ({ light, accents, dark }, random) => {
  const x = 280 + random() * 460
  const y = 330 + random() * 140
  const radius = 120 + random() * 60
  const layers = [accents[2], accents[0], accents[1], dark].map((colour, index) => {
    const top = 520 + index * 105 + random() * 40
    const sway = 60 + random() * 70
    const shift = random() * 200
    return `<path d="M-20 ${n(top + sway)} C ${n(180 + shift)} ${n(top - sway)}, ${n(320 + shift)} ${n(top + sway)}, ${n(560 + shift / 2)} ${n(top)} S ${n(900)} ${n(top - sway)}, 1044 ${n(top + sway / 2)} V1044 H-20 Z" fill="${colour}" opacity="${n(0.55 + index * 0.14)}"/>`
  })
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius * 2.6)}" fill="url(#glow)" opacity=".55"/><circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${light}"/>${layers.join('')}`
}

/** Out-of-focus lights. */
const lights: Motif = ({ light, accents }, random) => {
  const spots = Array.from({ length: 26 }, (_, index) => {
    const radius = 24 + random() ** 2 * 170
    const colour = index % 4 === 0 ? light : pick(accents, random)
    return `<circle cx="${n(random() * side)}" cy="${n(random() * side)}" r="${n(radius)}" fill="${colour}" opacity="${(0.12 + random() * 0.34).toFixed(2)}"/>`
  })
  return `<circle cx="${n(300 + random() * 420)}" cy="${n(240 + random() * 260)}" r="420" fill="url(#glow)" opacity=".6"/>${spots.join('')}`
}

/** Lines that swing like strings, over a moon. */
const waves: Motif = ({ light, accents }, random) => {
  const phase = random() * Math.PI * 2
  const lines = Array.from({ length: 22 }, (_, index) => {
    const base = 380 + index * 30
    const swing = 26 + 74 * Math.sin((index / 21) * Math.PI)
    let path = ''
    for (let x = -20; x <= side + 20; x += 32) {
      const y = base + swing * Math.sin(x / 150 + phase + index * 0.24) * Math.cos(x / 410 + phase)
      path += `${path === '' ? 'M' : 'L'}${n(x)} ${n(y)}`
    }
    return `<path d="${path}" fill="none" stroke="${index % 3 === 0 ? light : (accents[index % 3] ?? light)}" stroke-width="${n(3 + (index % 4))}" stroke-linejoin="round" opacity=".72"/>`
  })
  const x = 240 + random() * 540
  return `<circle cx="${n(x)}" cy="270" r="330" fill="url(#glow)" opacity=".5"/><circle cx="${n(x)}" cy="270" r="118" fill="${light}" opacity=".92"/>${lines.join('')}`
}

/** A record that turns. */
const record: Motif = ({ light, accents, dark }, random) => {
  const x = 420 + random() * 300
  const y = 370 + random() * 70
  const grooves = Array.from({ length: 11 }, (_, index) => {
    return `<circle cx="${n(x)}" cy="${n(y)}" r="${170 + index * 17}" fill="none" stroke="${light}" stroke-width="1.6" opacity="${(0.1 + (index % 3) * 0.06).toFixed(2)}"/>`
  })
  const turn = Math.round(random() * 180)
  const shine = `<path d="M${n(x)} ${n(y)} L${n(x - 370)} ${n(y - 60)} A 374 374 0 0 1 ${n(x - 300)} ${n(y - 222)} Z" fill="${light}" opacity=".12"/>`
  return `<circle cx="${n(x)}" cy="${n(y)}" r="520" fill="url(#glow)" opacity=".55"/>
  <circle cx="${n(x)}" cy="${n(y)}" r="376" fill="${dark}"/>${grooves.join('')}
  <g transform="rotate(${turn} ${n(x)} ${n(y)})">${shine}</g><g transform="rotate(${turn + 180} ${n(x)} ${n(y)})">${shine}</g>
  <circle cx="${n(x)}" cy="${n(y)}" r="140" fill="${accents[0]}"/><circle cx="${n(x)}" cy="${n(y)}" r="104" fill="none" stroke="${accents[2]}" stroke-width="14"/><circle cx="${n(x)}" cy="${n(y)}" r="16" fill="${light}"/>`
}

/** Paper cut into arches, one within another. */
const arches: Motif = ({ light, accents, dark }, random) => {
  const x = 340 + random() * 340
  const colours = [accents[1], accents[0], accents[2], light]
  const rings = colours.map((colour, index) => {
    const radius = 400 - index * 88
    return `<path d="M${n(x - radius)} 1044 V${n(560)} A ${radius} ${radius} 0 0 1 ${n(x + radius)} 560 V1044 Z" fill="${colour}" opacity="${n(0.7 + index * 0.08)}"/>`
  })
  const stars = Array.from({ length: 24 }, () => {
    return `<circle cx="${n(random() * side)}" cy="${n(random() * 420)}" r="${n(1.5 + random() * 3.5)}" fill="${light}" opacity=".8"/>`
  })
  return `${stars.join('')}${rings.join('')}<circle cx="${n(x)}" cy="560" r="70" fill="${dark}" opacity=".25"/>`
}

const motifs: readonly Motif[] = [hills, lights, waves, record, arches]

/** Mulberry32 over the first 32 bits of SHA-256: a picture needs variety, not secrecy. */
const randomFrom = (text: string): Random => {
  let state = createHash('sha256').update(text).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(choices: readonly T[], random: Random): T => choices[Math.floor(random() * choices.length)] as T
