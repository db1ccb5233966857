import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@mudig/db/core/client'
import type { Ledger } from '@mudig/db/ledger/ledger'
import type { Model } from '@mudig/db/vectors/models'
import { vectorOfText } from '@mudig/db/vectors/near'
import { askQuestion } from '@mudig/db/vectors/questions'
import { textOf } from '@mudig/db/vectors/texts'

/** A search waits so long for the vector of words that nobody has searched for before. */
const patienceMs = 700
const lookEveryMs = 50
/** Where the last one waited in vain, others do not wait meanwhile. */
const pauseMs = 15_000
/** Of what is searched for, in characters. */
const mostCharacters = 300

interface Asker {
  /** 0 for who is not signed in. */
  readonly viewer: number
  readonly requestId: string
}

/**
 * Vectors of words that are searched for. New ones are asked for by a job, within its budget, and for who is signed in
 * alone; what comes too late is there for the next search.
 */
export const createWordVectors = (db: Db, ledger: Ledger) => {
  let silentUntil = 0

  const ask = async (model: Model, words: string, { viewer, requestId }: Asker): Promise<number[] | undefined> => {
    const text = textOf(words.slice(0, mostCharacters))
    if (text.text === '') return undefined
    const known = await vectorOfText(db, model, text.hash)
    if (known || viewer === 0) return known
    await ledger.transaction(trx => askQuestion(trx, model, text, { user_id: viewer, request_id: requestId }))
    if (Date.now() < silentUntil) return undefined
    const endsAt = Date.now() + patienceMs
    while (Date.now() < endsAt) {
      await sleep(lookEveryMs)
      const vector = await vectorOfText(db, model, text.hash)
      if (vector) return vector
    }
    silentUntil = Date.now() + pauseMs
    return undefined
  }
  return ask
}
