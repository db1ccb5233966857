import { cleanText } from './clean-text.js'

/** What a file says about itself, cleaned; as much to be trusted as any other text of a stranger. */
export interface Tags {
  readonly title?: string
  readonly artist?: string
  readonly album?: string
  readonly genre?: string
  readonly date?: string
  readonly comment?: string
}

const names = ['title', 'artist', 'album', 'genre', 'date', 'comment'] as const
const longest = 500

/**
 * @param found tags as ffprobe prints them with string validation off, each character one byte; the first of a name
 * counts
 */
export const readTags = (found: readonly (Readonly<Record<string, string>> | undefined)[]): Tags => {
  const entries = found.flatMap(tags => Object.entries(tags ?? {})).map(([name, bytes]) => [name.toLowerCase(), bytes])
  return Object.fromEntries(
    names.flatMap(name => {
      const bytes = entries.find(([other]) => other === name)?.[1]
      const text =
        bytes === undefined
          ? ''
          : Array.from(cleanText(tagText(bytes)))
              .slice(0, longest)
              .join('')
      return text === '' ? [] : [[name, text]]
    }),
  )
}

/**
 * The text of a tag. Some containers hand on bytes as they are (ID3v1), which then are UTF-8, EUC-KR or Latin-1. In
 * others (ID3v2) a frame says that it is Latin-1, and ffmpeg makes UTF-8 of it although many Korean programs wrote
 * EUC-KR, some UTF-8.
 */
export const tagText = (bytes: string): string => {
  const text = strictly('utf-8', bytes)
  if (text === undefined) return korean(bytes) ?? bytes
  // Only what could have been Latin-1 can have been taken for it.
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text
  return strictly('utf-8', text) ?? korean(text) ?? text
}

const decoders = {
  'utf-8': new TextDecoder('utf-8', { fatal: true }),
  'euc-kr': new TextDecoder('euc-kr', { fatal: true }),
} as const

const strictly = (encoding: keyof typeof decoders, bytes: string): string | undefined => {
  try {
    return decoders[encoding].decode(Buffer.from(bytes, 'latin1'))
  } catch {
    return undefined
  }
}

/**
 * EUC-KR only where nothing else fits: all bytes above ASCII come in pairs of the set that every Korean encoding shares
 * (KS X 1001), some of them are Hangul, and where it has Chinese characters Hangul is not rarer. `Päätös` is two pairs of
 * Chinese characters by that reading, `Motörhead` no pair at all.
 */
const korean = (bytes: string): string | undefined => {
  if (!/^[\u0000-\u007f]*(?:(?:[\u00a1-\u00fe]{2})+[\u0000-\u007f]*)+$/.test(bytes)) return undefined
  const text = strictly('euc-kr', bytes)
  const hangul = text?.match(/\p{Script=Hangul}/gu)?.length ?? 0
  const chinese = text?.match(/\p{Script=Han}/gu)?.length ?? 0
  return hangul > 0 && hangul >= chinese ? text : undefined
}
