import { readFile } from 'node:fs/promises'
import { decodeModel } from './model-file.js'
import { type Classify, createClassify, type Ensemble } from './sentiment.js'

/**
 * Reads a model; the committed one unless a path is told.
 * @throws ModelFileError
 */
export const loadModel = async (path?: string): Promise<Ensemble> =>
  decodeModel(await readFile(path ?? new URL('./model.bin', import.meta.url)))

let loaded: Promise<Classify> | undefined

/**
 * The committed model, read when it is first asked for and kept: unpacking takes half a second of the thread, so this is
 * no call for a process that answers people.
 */
export const loadSentiment = (): Promise<Classify> => {
  loaded ??= loadModel().then(createClassify)
  return loaded
}
