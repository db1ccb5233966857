import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { lettersOf } from '../letters.js'

export interface Example {
  readonly text: string
  readonly letters: Int32Array
  readonly isPositive: boolean
}

/** Of the training file every so many-th review is kept for validation. */
const validationEvery = 20

/** @throws Error that names the line which is not `0<TAB>text` or `1<TAB>text` */
export const parseExamples = (content: string): Example[] =>
  content
    .split('\n')
    .filter(line => line !== '')
    .map((line, n) => {
      if (!/^[01]\t./.test(line)) throw new Error(`line ${n + 1} is not a label, a tab and a text`)
      const text = line.slice(2)
      return { text, letters: lettersOf(text), isPositive: line.startsWith('1') }
    })

export const readExamples = (path: string): Example[] => {
  try {
    return parseExamples(gunzipSync(readFileSync(path)).toString('utf8'))
  } catch (error) {
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

/** What is learned from, and what settings, calibration and the figures on the way are measured with. */
export const splitExamples = (examples: readonly Example[]) => ({
  learned: examples.filter((_, n) => n % validationEvery !== 0),
  validated: examples.filter((_, n) => n % validationEvery === 0),
})
