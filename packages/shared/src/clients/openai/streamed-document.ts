import { JSONParser } from '@streamparser/json'
import { RetryableError } from '../../core/errors.js'
import { createAnswerText } from './answer-text.js'

/** One value of the answer. `path` is the member of `paths` that it matched, so every song has `$.songs.*`. */
export interface StreamedValue {
  readonly path: string
  readonly value: unknown
}

export interface StreamedDocument {
  /** @throws RetryableError `chat_malformed` */
  write(piece: string): void
  /**
   * The values that were completed since the last call, in document order, which is the model's own: a schema's order
   * binds no server. Behind `end` there may be more, or all of them.
   */
  completed(): StreamedValue[]
  /** @throws RetryableError `chat_malformed` when the document is not complete */
  end(): void
}

/**
 * Parses JSON as it arrives and hands out the values at `paths` as soon as each is complete. What stands around the
 * object is passed over.
 */
export const createStreamedDocument = (paths: readonly string[]): StreamedDocument => {
  // Without the stack, a value is dropped from its parent once it was handed out: no path may lie within another.
  const parser = new JSONParser({ paths: [...paths], keepStack: false })
  const selectors = paths.map(path => ({
    path,
    keys: path.split('.').slice(1),
  }))
  let values: StreamedValue[] = []

  parser.onValue = ({ value, key, stack }) => {
    const keys = [...stack.map(element => element.key), key].filter(part => part !== undefined).map(String)
    const selector = selectors.find(
      one => one.keys.length === keys.length && one.keys.every((part, i) => part === '*' || part === keys[i]),
    )
    if (selector) values.push({ path: selector.path, value })
  }

  const write = (part: string): void => {
    if (text.isAmbiguous()) throw new RetryableError('chat_malformed', 'the answer holds two JSON documents')
    if (part === '') return
    try {
      parser.write(part)
    } catch (error) {
      // The parser's message quotes the character that it met and nothing more.
      throw new RetryableError('chat_malformed', 'the answer is not JSON', { cause: error })
    }
  }

  const text = createAnswerText([...new Set(selectors.flatMap(({ keys }) => keys.slice(0, 1)))])
  return {
    write: piece => write(text.take(piece)),
    completed: () => {
      const taken = values
      values = []
      return taken
    },
    end: () => {
      write(text.end())
      if (!text.isEnded() || !parser.isEnded)
        throw new RetryableError('chat_malformed', 'the answer is not a complete JSON document')
    },
  }
}
