import * as budgets from '@mudig/db/core/budgets'
import { chooseModel, type Model } from '@mudig/db/vectors/models'
import { claimTexts, releaseTexts } from '@mudig/db/vectors/texts'
import { PermanentError, RateLimitedError } from '@mudig/shared/core/errors'
import type { Context } from '../runtime/processor.js'

/** Who needs vectors. */
export type EmbeddingContext = Context<'embeddings' | 'embeddingLimits'>

/** What every call is counted by. */
export const account = { budget: 'openai.embeddings', project: 'default' }
/** A setting is wrong until somebody changes it. */
const settingPauseMs = 300_000
/** Another job pays for the text at this moment. */
const elsewherePauseMs = 2_000

export const modelOf = ({ db, vendors }: EmbeddingContext): Promise<Model> =>
  chooseModel(db, { name: vendors.embeddings.model, dimensions: vendors.embeddings.dimensions })

export interface Unpaid {
  readonly hash: Buffer
  readonly text: string
}

export interface Paid {
  readonly vectors: { readonly hash: Buffer; readonly vector: readonly number[] }[]
  /** Hashes of those that the vendor does not take. */
  readonly refused: Buffer[]
}

/**
 * Pays for the vectors of some texts with as few calls as there can be. Those that another job is paying for are left
 * out.
 * @throws RateLimitedError `embedding_elsewhere` where that is all of them
 */
export const payFor = async (context: EmbeddingContext, model: Model, texts: readonly Unpaid[]): Promise<Paid> => {
  const { db, job } = context
  const hashes = texts.map(({ hash }) => hash)
  const own = await claimTexts(db, model, hashes, job.id)
  const claimed = texts.filter(({ hash }) => own.has(hash.toString('hex')))
  if (claimed.length === 0)
    throw new RateLimitedError(
      'embedding_elsewhere',
      'another job pays for the text at this moment',
      new Date(Date.now() + elsewherePauseMs),
    )
  try {
    return await call(context, claimed)
  } catch (error) {
    // Nothing was paid, as far as anybody knows: another job need not wait for a minute.
    await releaseTexts(db, model, job.id)
    throw error
  }
}

const call = async (context: EmbeddingContext, texts: readonly Unpaid[]): Promise<Paid> => {
  const { db, vendors, signal, requestId, log } = context
  const reservation = await budgets.reserve(db, account, vendors.embeddingLimits)
  if (!reservation.granted)
    throw new RateLimitedError('embedding_budget', 'the calls of embeddings are spent', reservation.until)
  try {
    const vectors = await vendors.embeddings.embed({ texts: texts.map(({ text }) => text), signal, requestId })
    return { vectors: texts.map(({ hash }, n) => ({ hash, vector: vectors[n]! })), refused: [] }
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error
    if (error.code !== 'embedding_rejected') {
      log.error({ err: error }, 'embeddings cannot be had: check EMBEDDING_MODEL, EMBEDDING_DIMENSIONS and the key')
      throw new RateLimitedError(error.code, error.message, new Date(Date.now() + settingPauseMs), { cause: error })
    }
    const [only] = texts
    if (texts.length === 1) return { vectors: [], refused: [only!.hash] }
    // One of them is at fault, and the others are not to wait for it.
    const half = Math.ceil(texts.length / 2)
    const first = await call(context, texts.slice(0, half))
    const second = await call(context, texts.slice(half))
    return { vectors: [...first.vectors, ...second.vectors], refused: [...first.refused, ...second.refused] }
  }
}
