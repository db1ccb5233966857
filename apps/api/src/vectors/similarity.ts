import type { Db } from '@mudig/db/core/client'
import { hasNearIndex, hasPgvector, nearestByPgvector } from '@mudig/db/vectors/indexes'
import { currentModel, type Model } from '@mudig/db/vectors/models'
import type { NearVector } from '@mudig/db/vectors/near'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { isAvailable } from '@mudig/shared/clients/usearch/engine'
import type { FastifyBaseLogger } from 'fastify'
import { createGraphs } from './graphs.js'

/** How old what is known of the model, the extension and the files may be. */
const freshMs = 3_000

interface Engine {
  readonly model: Model
  /** A kind's vectors, nearest first; undefined while there is nothing to find them by. */
  nearest(kind: string, vector: readonly number[], count: number): Promise<NearVector[] | undefined>
}

export interface Similarity {
  /** What finds vectors now; undefined where no model has been chosen yet. */
  engine(): Promise<Engine | undefined>
}

/** Something that is looked up again once it is old, by one at a time; meanwhile what it was holds. */
const kept = <T>(look: () => Promise<T>, ms: number) => {
  let value: { of: T } | undefined
  let looked = Number.NEGATIVE_INFINITY
  let looking: Promise<T> | undefined
  return async (onError: (error: unknown) => void): Promise<T> => {
    if (!looking && Date.now() - looked > ms) {
      looking = look().then(
        of => {
          value = { of }
          looked = Date.now()
          return of
        },
        error => {
          looked = Date.now()
          throw error
        },
      )
      looking.catch(onError).finally(() => {
        looking = undefined
      })
    }
    return value ? value.of : looking!
  }
}

/** Finds what is alike, by pgvector where Postgres has it and by files else. */
export const createSimilarity = (db: Db, storage: Storage, log: FastifyBaseLogger): Similarity => {
  const warn = (err: unknown) => log.warn({ err }, 'vectors could not be looked up; what was known of them holds')
  const model = kept(() => currentModel(db), freshMs)
  let engine: Engine | undefined

  const engineOf = (of: Model): Engine => {
    const byKind = new Map<string, ReturnType<typeof ofKind>>()
    return {
      model: of,
      nearest: async (kind, vector, count) => {
        let nearest = byKind.get(kind)
        if (!nearest) {
          nearest = ofKind(of, kind)
          byKind.set(kind, nearest)
        }
        return nearest(vector, count)
      },
    }
  }

  const ofKind = (of: Model, kind: string) => {
    const graphs = isAvailable() ? createGraphs({ db, storage, model: of, kind }) : undefined
    const isInPostgres = kept(async () => (await hasPgvector(db)) && (await hasNearIndex(db, of, kind)), freshMs * 10)
    const refreshed = kept(async () => graphs?.refresh(), freshMs)
    return async (vector: readonly number[], count: number) => {
      if (await isInPostgres(warn)) return nearestByPgvector(db, of, kind, vector, count)
      if (!graphs) return undefined
      await refreshed(warn)
      return graphs.nearest(vector, count)
    }
  }

  return {
    engine: async () => {
      const current = await model(warn)
      if (!current) return undefined
      if (engine?.model.id !== current.id) engine = engineOf(current)
      return engine
    },
  }
}
