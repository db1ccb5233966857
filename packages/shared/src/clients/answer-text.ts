/**
 * Finds the one JSON object in a model's answer while it streams in. OpenAI's own models send nothing else; compatible servers put it into a
 * Markdown fence, begin with a byte order mark or a sentence, end with another one, and let reasoning models think aloud before it.
 */
export interface AnswerText {
  /** The part of this piece that belongs to the object; empty outside it. */
  take(piece: string): string
  /** Whether the object has ended. */
  isEnded(): boolean
  /** Whether a second object follows the first immediately: which one is meant cannot be known. */
  isAmbiguous(): boolean
}

/**
 * How models mark their thoughts, which may hold drafts of the object: `<think>` (DeepSeek R1, Qwen 3), `<thought>`, `<reasoning>` and their like,
 * `[THINK]` (Magistral), and the analysis channel of gpt-oss where a server passes it through.
 */
const thoughts: readonly { open: RegExp; close: string }[] = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reason', 'reflection', 'scratchpad', 'seed:think'].map(tag => ({
    open: new RegExp(`<${tag}>`, 'i'),
    close: `</${tag}>`,
  })),
  { open: /\[THINK\]/, close: '[/THINK]' },
  { open: /<\|channel\|>\s?analysis/, close: '<|channel|>final' },
]
/** Longer than any of the openings, which may arrive in pieces. */
const openingLength = 32
/** An object of ours has members or none; a brace in a sentence has neither behind it. */
const beginning = /\{(?=\s*["}])/

export const createAnswerText = (): AnswerText => {
  let state: 'before' | 'thinking' | 'within' | 'after' = 'before'
  /** What is looked at again together with the next piece. */
  let kept = ''
  let close = ''
  let depth = 0
  let inString = false
  let escaped = false
  let ambiguous = false

  /** @returns the rest of the text where the object may begin, undefined when more is needed */
  const findBeginning = (): string | undefined => {
    const opening = thoughts
      .map(({ open, close: end }) => ({ match: open.exec(kept), end }))
      .filter(found => found.match !== null)
      .sort((a, b) => a.match!.index - b.match!.index)[0]
    const start = beginning.exec(kept)
    if (opening?.match && (!start || opening.match.index < start.index)) {
      state = 'thinking'
      close = opening.end.toLowerCase()
      kept = kept.slice(opening.match.index + opening.match[0].length)
      return ''
    }
    if (start) {
      state = 'within'
      const rest = kept.slice(start.index)
      kept = ''
      return rest
    }
    // White space behind a brace is kept as one space, so that an endless run of it is not read again and again.
    kept = kept.replace(/\{\s+$/, '{ ').slice(-openingLength)
    return undefined
  }

  const endThought = (): boolean => {
    const end = kept.toLowerCase().indexOf(close)
    if (end < 0) {
      kept = kept.slice(-(close.length - 1))
      return false
    }
    state = 'before'
    kept = kept.slice(end + close.length)
    return true
  }

  /** Where the object ends in this text; its length when it goes on. */
  const endOfObject = (text: string): number => {
    for (let at = 0; at < text.length; at++) {
      const character = text[at]
      if (inString) {
        if (escaped) escaped = false
        else if (character === '\\') escaped = true
        else if (character === '"') inString = false
      } else if (character === '"') inString = true
      else if (character === '{' || character === '[') depth++
      else if ((character === '}' || character === ']') && --depth === 0) {
        state = 'after'
        return at + 1
      }
    }
    return text.length
  }

  return {
    take: piece => {
      let rest: string | undefined = piece
      if (state === 'before' || state === 'thinking') {
        kept += piece
        do {
          if (state === 'thinking' && !endThought()) return ''
          rest = findBeginning()
        } while (state === 'thinking')
        if (rest === undefined) return ''
      }
      let object = ''
      if (state === 'within') {
        const end = endOfObject(rest)
        object = rest.slice(0, end)
        rest = rest.slice(end)
      }
      if (state === 'after' && kept === '') {
        kept = rest.trimStart().slice(0, 1)
        ambiguous = kept === '{' || kept === '['
      }
      return object
    },
    isEnded: () => state === 'after',
    isAmbiguous: () => ambiguous,
  }
}
