import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import opentype, { type Font, type PathCommand } from 'opentype.js'

export interface Lettering {
  /** SVG path data of the whole text; its characters never enter the SVG, so nothing in them has to be escaped. */
  readonly path: string
  /** Of the highest line's top above the last baseline, in pixels. */
  readonly height: number
}

export interface LetteringBox {
  readonly x: number
  /** Baseline of the last line. */
  readonly bottom: number
  readonly width: number
  readonly maxLines: number
  /** Pixels per em, tried from the largest to the smallest. */
  readonly sizes: readonly number[]
}

/**
 * Do Hyeon (SIL Open Font License) carries Latin and the 2,437 Hangul syllables of daily use in 270 KB. It comes with
 * us because a server seldom has a Korean font, and sharp would draw boxes from what it has.
 */
const fontFile = '@fontsource/do-hyeon/files/do-hyeon-korean-400-normal.woff'

let loading: Promise<Font> | undefined

const loadFont = (): Promise<Font> => {
  loading ??= readFile(createRequire(import.meta.url).resolve(fontFile)).then(file =>
    opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength)),
  )
  return loading
}

/**
 * Sets a title in up to `maxLines` lines, in the largest size that holds it; what doesn't fit the smallest is cut.
 * Undefined where the font lacks one of its letters (kana, Han, rare syllables): a cover without words is better than
 * one with holes in them.
 */
export const letter = async (text: string, box: LetteringBox): Promise<Lettering | undefined> => {
  const font = await loadFont()
  const characters = drawable(text, font)
  if (!characters) return undefined
  const [smallest = 0] = box.sizes.slice(-1)
  for (const size of box.sizes) {
    const lines = wrap(characters, font, size, box.width)
    if (lines.length <= box.maxLines) return draw(lines, font, size, box)
  }
  const cut = wrap(characters, font, smallest, box.width).slice(0, box.maxLines)
  const last = cut.pop() ?? ''
  cut.push(`${last.slice(0, Math.max(1, last.length - 2)).trimEnd()}...`)
  return draw(cut, font, smallest, box)
}

const lineHeight = 1.16
/** Of the em, above the baseline. */
const capHeight = 0.8

const glyphOf = (font: Font, character: string) => font.charToGlyph(character)

const widthOf = (font: Font, text: string, size: number): number => {
  let units = 0
  for (const character of text) units += glyphOf(font, character).advanceWidth ?? 0
  return (units * size) / font.unitsPerEm
}

/**
 * What can be drawn of a text: without pictographs and invisible characters, and with plain forms where the font has
 * only those.
 */
const drawable = (text: string, font: Font): string | undefined => {
  const plain = text
    .normalize('NFC')
    .replace(/[\p{Extended_Pictographic}\p{So}\p{Sk}\p{Cf}\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, character =>
      /[\d#*]/.test(character) ? character : ' ',
    )
    .replace(/[‐-―−]/g, '-')
    .replace(/…/g, '...')
    .replace(/\s+/g, ' ')
    .trim()
  let drawn = ''
  for (const character of Array.from(plain).slice(0, 200)) {
    if (character === ' ' || font.charToGlyphIndex(character) > 0) drawn += character
    else {
      const base = character.normalize('NFD').replace(/\p{Mn}/gu, '')
      if (!/^[\x21-\x7e]+$/.test(base)) return undefined
      drawn += base
    }
  }
  return drawn === '' ? undefined : drawn
}

/** Breaks at spaces, and within a word only where the word alone is too wide. */
const wrap = (text: string, font: Font, size: number, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  const fits = (candidate: string) => widthOf(font, candidate, size) <= width
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const character of word) {
      if (line !== '' && !fits(line + character)) {
        lines.push(line)
        line = ''
      }
      line += character
    }
  }
  if (line !== '') lines.push(line)
  return lines
}

const draw = (lines: readonly string[], font: Font, size: number, { x, bottom }: LetteringBox): Lettering => {
  let path = ''
  lines.forEach((line, index) => {
    const baseline = bottom - (lines.length - 1 - index) * size * lineHeight
    let left = x
    for (const character of line) {
      const glyph = glyphOf(font, character)
      path += pathData(glyph.getPath(left, baseline, size).commands)
      left += ((glyph.advanceWidth ?? 0) * size) / font.unitsPerEm
    }
  })
  return { path, height: (lines.length - 1) * size * lineHeight + size * capHeight }
}

/** The package's own writer (2.0.0) answers NaN for numbers such as 404.00000000000006. */
const pathData = (commands: readonly PathCommand[]): string => {
  const point = (...numbers: number[]) => numbers.map(number => number.toFixed(1)).join(' ')
  let data = ''
  for (const command of commands) {
    switch (command.type) {
      case 'M':
      case 'L':
        data += command.type + point(command.x, command.y)
        break
      case 'Q':
        data += `Q${point(command.x1, command.y1, command.x, command.y)}`
        break
      case 'C':
        data += `C${point(command.x1, command.y1, command.x2, command.y2, command.x, command.y)}`
        break
      case 'Z':
        data += 'Z'
    }
  }
  return data
}
