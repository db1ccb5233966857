import { embeddedTexts } from '@mudig/db/domains'
import type { Model } from '@mudig/db/vectors/models'
import { findVectors, putVectors, type Text, textOf } from '@mudig/db/vectors/texts'
import { endWanted, findWanted, refuseWanted, setVectors, unsetVectors, type Wanted } from '@mudig/db/vectors/wanted'
import { mostTextsPerCall } from '@mudig/shared/clients/openai/embeddings'
import { embedTexts } from '@mudig/shared/vectors/queues'
import { processorOf } from '../runtime/processor.js'
import { type EmbeddingContext, modelOf, payFor } from './embed.js'

/** Looked at together: some have vectors already, and some the same text. */
const subjectsAtOnce = 4 * mostTextsPerCall

type Known = Pick<Wanted, 'subject' | 'version' | 'kind'> & Text

/**
 * Has every text embedded that has changed. What was paid for is written down before the next call, so an attempt that
 * is cut off loses one call at most.
 */
export const embed = processorOf(embedTexts, {
  vendors: ['embeddings', 'embeddingLimits'],
  run: async (_, context) => {
    const model = await modelOf(context)
    for (;;) {
      const wanted = await findWanted(context.db, embeddedTexts, subjectsAtOnce)
      if (wanted.length === 0) break
      await takeUp(context, model, wanted)
    }
    // Whatever is wanted from now on is found by the schedule.
    await context.complete(async () => {})
  },
})

const takeUp = async (context: EmbeddingContext, model: Model, wanted: readonly Wanted[]): Promise<void> => {
  const known: Known[] = []
  const without: Wanted[] = []
  for (const row of wanted) {
    const text = textOf(row.text ?? '')
    if (text.text === '') without.push(row)
    else known.push({ ...row, ...text })
  }
  const vectors = await findVectors(
    context.db,
    model,
    known.map(({ hash }) => hash),
  )
  const unpaid = new Map<string, Known>()
  for (const one of known) {
    const hash = one.hash.toString('hex')
    if (!vectors.has(hash) && unpaid.size < mostTextsPerCall) unpaid.set(hash, one)
  }
  const have = known.filter(({ hash }) => vectors.has(hash.toString('hex')))
  if (without.length > 0 || have.length > 0)
    await context.commit(async trx => {
      await unsetVectors(
        trx,
        without.map(({ subject }) => subject),
      )
      await endWanted(trx, without)
      await join(trx, model, have, vectors)
    })
  if (unpaid.size === 0) return
  const paid = await payFor(context, model, [...unpaid.values()])
  const fresh = new Map(paid.vectors.map(({ hash, vector }) => [hash.toString('hex'), vector]))
  const refused = new Set(paid.refused.map(hash => hash.toString('hex')))
  await context.commit(async trx => {
    await join(
      trx,
      model,
      known.filter(({ hash }) => fresh.has(hash.toString('hex'))),
      fresh,
    )
    const not = known.filter(({ hash }) => refused.has(hash.toString('hex')))
    await refuseWanted(trx, not, 'embedding_rejected')
    await unsetVectors(
      trx,
      not.map(({ subject }) => subject),
    )
  })
}

type Trx = Parameters<Parameters<EmbeddingContext['commit']>[0]>[0]

const join = async (
  trx: Trx,
  model: Model,
  subjects: readonly Known[],
  vectors: ReadonlyMap<string, readonly number[]>,
): Promise<void> => {
  const ofKinds = new Map(subjects.map(({ kind, hash }) => [`${kind} ${hash.toString('hex')}`, { kind, hash }]))
  await putVectors(
    trx,
    model,
    [...ofKinds.values()].map(({ kind, hash }) => ({ kind, hash, vector: vectors.get(hash.toString('hex'))! })),
  )
  await setVectors(trx, model, subjects)
  await endWanted(trx, subjects)
}
