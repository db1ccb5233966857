/**
 * Finds the one JSON object in a model's answer. OpenAI's own models send nothing else; compatible servers put it into
 * a Markdown fence, begin with a byte order mark or a sentence, end with another one, and let reasoning models think
 * aloud before it. Where the object comes first it is handed out as it streams in. Where words come first they may be a
 * draft or a thought whose beginning the server kept for itself: then nothing is known before the end, when the last
 * whole object behind the last thought is the answer.
 */
export interface AnswerText {
  /** The part of this piece that belongs to the object; empty outside it. */
  take(piece: string): string
  /** Tells that nothing follows. @returns the object when it was not handed out yet, otherwise nothing */
  end(): string
  /** Whether the object has ended. */
  isEnded(): boolean
  /**
   * Whether a second object follows the first so that it cannot be known which one is meant. All of it is known behind
   * `end`.
   */
  isAmbiguous(): boolean
}

/**
 * How models mark their thoughts, which may hold drafts of the object: `<think>` (DeepSeek R1, Qwen 3) and its like
 * with attributes or a prefix, `[THINK]` (Magistral), `<|begin_of_thought|>` (Sky-T1), `<|START_THINKING|>` (Cohere),
 * `◁think▷` (Kimi), `<unused94>` (MedGemma), and the analysis channel of gpt-oss where a server passes it through.
 */
const kinds = '(?:think|thinking|thoughts?|reason|reasoning|reflection|scratchpad|analysis|monologue|planning|draft)'
const tag = `(?:\\w{1,20}[:_-])?${kinds}(?:[_-]\\w{1,20})?`
const opening = new RegExp(
  [
    `<${tag}(?:\\s[^<>]{0,100})?>`,
    `\\[${kinds}\\]`,
    `<\\|(?:(?:begin|start)_(?:of_)?)?${kinds}\\|>`,
    `◁${kinds}▷`,
    '<unused94>',
    '<\\|channel\\|>\\s?(?:analysis|commentary)',
  ].join('|'),
  'i',
)
const closing = new RegExp(
  [
    `</${tag}\\s?>`,
    `\\[/${kinds}\\]`,
    `<\\|(?:end_(?:of_)?|/)${kinds}\\|>`,
    `◁/${kinds}▷`,
    '<unused95>',
    '<\\|channel\\|>\\s?final',
  ].join('|'),
  'i',
)
const eitherTag = new RegExp(`(?<closing>${closing.source})|${opening.source}`, 'i')
/** Longer than any of the tags without attributes, which may arrive in pieces. */
const tagLength = 64
/** An object of ours has members or none; a brace in a sentence has neither behind it. */
const beginning = /\{(?=\s*["}])/
/**
 * What may stand before an object that comes first: signs, such as those of a fence, the format's name, and the tokens
 * of a chat's template.
 */
const decoration = /<\|[^|<>]{0,40}\|>|\b(?:jsonc?|json5|javascript|js)\b/gi
/** What is longer is no decoration. */
const longestDecoration = 1_000

/** @param members names that the object's members have; of several objects one that has none of them is not meant */
export const createAnswerText = (members: readonly string[]): AnswerText => {
  let state: 'before' | 'thinking' | 'held' | 'within' | 'after' = 'before'
  /** What is looked at again together with the next piece. */
  let kept = ''
  /** What is looked at at the end: all of a held answer, or what follows the object. */
  let later: string[] = []
  let openings = 0
  let depth = 0
  let inString = false
  let escaped = false
  let ambiguous = false

  const hold = () => {
    state = 'held'
    later = [kept]
    kept = ''
  }

  /** @returns the rest of the text where the object begins, undefined when that is not here or not known */
  const findBeginning = (): string | undefined => {
    const thought = opening.exec(kept)
    const start = beginning.exec(kept)
    const before = kept.slice(0, Math.min(thought?.index ?? kept.length, start?.index ?? kept.length))
    const isFirst = !/[\p{L}\p{N}]/u.test(before.replace(decoration, ''))
    if (!isFirst && (thought || start)) hold()
    else if (thought && (!start || thought.index < start.index)) {
      state = 'thinking'
      openings = 1
      kept = kept.slice(thought.index + thought[0].length)
    } else if (start && /^\{\s*\}/.test(kept.slice(start.index))) hold()
    else if (start) {
      const rest = kept.slice(start.index)
      state = 'within'
      kept = ''
      return rest
    } else {
      // An endless run of white space is kept as one space, so that it is not read again and again.
      kept = kept.replace(/\s+$/, ' ')
      if (kept.length > longestDecoration) hold()
    }
    return undefined
  }

  /**
   * Reads to the end of a thought. One that was opened twice may have been closed once or twice: that is known at the
   * end.
   */
  const endThought = (): void => {
    for (let found = eitherTag.exec(kept); found; found = eitherTag.exec(kept)) {
      kept = kept.slice(found.index + found[0].length)
      if (found.groups?.closing === undefined) openings++
      else {
        if (openings > 1) hold()
        else state = 'before'
        return
      }
    }
    kept = kept.slice(-tagLength)
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

  const takeWithin = (text: string): string => {
    const end = endOfObject(text)
    if (end < text.length) takeAfter(text.slice(end))
    return text.slice(0, end)
  }

  const takeAfter = (text: string): void => {
    later.push(text)
    if (kept !== '') return
    kept = text.trimStart().slice(0, 1)
    ambiguous = kept === '{' || kept === '['
  }

  const take = (piece: string): string => {
    if (state === 'within') return takeWithin(piece)
    if (state === 'after') takeAfter(piece)
    else if (state === 'held') later.push(piece)
    else {
      kept += piece
      for (;;) {
        if (state === 'thinking') endThought()
        if (state !== 'before') return ''
        const rest = findBeginning()
        if (rest !== undefined) return takeWithin(rest)
        // Unless a thought began, more is needed.
        if ((state as string) !== 'thinking') return ''
      }
    }
    return ''
  }

  const end = (): string => {
    const text = later.join('')
    later = []
    if (state === 'after') {
      const found = findObjects(text, members).at(-1)
      if (closing.test(text) || (found && found.members * 2 > members.length)) ambiguous = true
    }
    if (state !== 'held') return ''
    const objects = findObjects(behindThoughts(text), members)
    const most = objects.reduce((best, object) => Math.max(best, object.members), 0)
    const [found, other] = objects.filter(object => object.members === most).reverse()
    const empty = /^[^{]*(\{\s*\})[^{]*$/.exec(text.replace(decoration, ''))?.[1]
    if (!found && !empty) return ''
    ambiguous = other?.isNextToAnother === true
    state = 'after'
    return found?.text ?? empty!
  }

  return { take, end, isEnded: () => state === 'after', isAmbiguous: () => ambiguous }
}

/** What stands behind the last thought that ended, up to one that did not. */
const behindThoughts = (text: string): string => {
  const last = [...text.matchAll(new RegExp(closing.source, 'gi'))].at(-1)
  const rest = last ? text.slice(last.index + last[0].length) : text
  const open = opening.exec(rest)
  return open ? rest.slice(0, open.index) : rest
}

interface FoundObject {
  readonly text: string
  /** How many of the members that were asked for it has. */
  readonly members: number
  /** Whether another object follows immediately. */
  readonly isNextToAnother: boolean
}

/** All but strings, of which a pattern would have to remember each escape. */
const token = /\s*(?:[{}[\],:"]|-?\d[\d.eE+-]*|true|false|null)/y

/** Whole objects of JSON that have at least one of the members; none of those before one that was cut. */
const findObjects = (text: string, members: readonly string[]): FoundObject[] => {
  let found: FoundObject[] = []
  const begins = new RegExp(beginning.source, 'g')
  // Braces within braces that do not close would be read again from each of them.
  let work = 10 * text.length
  for (let start = begins.exec(text); start && work > 0; start = begins.exec(text)) {
    const end = endOfJson(text, start.index)
    work -= end.at - start.index
    if (end.isCut) found = []
    if (!end.isWhole) continue
    const object = text.slice(start.index, end.at)
    const has = new Set(namesIn(object))
    if (has.size === 0) continue
    begins.lastIndex = end.at
    const count = members.filter(member => has.has(member)).length
    if (count > 0)
      found.push({ text: object, members: count, isNextToAnother: /^\s*\{\s*"/.test(text.slice(end.at, end.at + 100)) })
  }
  return work > 0 ? found : []
}

const namesIn = (object: string): string[] => {
  try {
    return Object.keys(JSON.parse(object) as object)
  } catch {
    return []
  }
}

/** How far the text from here on is JSON. `isWhole`: to the end of the object; `isCut`: to the end of the text. */
const endOfJson = (text: string, from: number): { at: number; isWhole: boolean; isCut: boolean } => {
  let depth = 0
  let at = from
  do {
    token.lastIndex = at
    if (!token.test(text)) return { at, isWhole: false, isCut: text.slice(at, at + 1_000).trim() === '' }
    at = token.lastIndex
    const sign = text[at - 1]
    if (sign === '"') {
      while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
      if (at >= text.length) return { at: text.length, isWhole: false, isCut: true }
      at++
    } else if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') depth--
  } while (depth > 0)
  return { at, isWhole: true, isCut: false }
}
