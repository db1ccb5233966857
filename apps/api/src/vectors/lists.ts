import type { Db } from '@mudig/db/core/client'
import { embeddedTexts, interests } from '@mudig/db/domains'
import type { Ledger } from '@mudig/db/ledger/ledger'
import { interestsOf } from '@mudig/db/vectors/interests'
import { type NearSubject, subjectsOfVectors, vectorsOfSubjects } from '@mudig/db/vectors/near'
import { putRanked, recentRanked } from '@mudig/db/vectors/ranked'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { causesOf, fuse, rankByTastes, spread, tastesOf } from '@mudig/shared/vectors/rank'
import type { FastifyBaseLogger } from 'fastify'
import { createSimilarity } from './similarity.js'
import { within } from './within.js'
import { createWordVectors } from './words.js'

/** Of what somebody did, so much is looked at. */
const mostCauses = 60
const mostTastes = 5
/** Asked of the engine for each taste, and what of it may be shown. */
const perTaste = { vectors: 200, subjects: 100 }
const mostRecommended = 200
/** Whoever comes back within this finds the list that they left. */
const reusedSeconds = 60
/** Of what is near to words, as alike as this at least. */
const found = { vectors: 200, subjects: 100, likeness: 0.25, most: 200 }
/** For whatever an engine does before its first answer, such as fetching a file. */
const patienceMs = 1_500

/** Lists that are ranked by what things mean. */
export interface MeaningLists {
  /**
   * What somebody may like, from what they like, read and dwell on. A viewer who is not signed in is 0.
   * @returns the number of a ranked list; undefined where nothing is known of them, they do not want it, or it cannot
   * be had: whoever asks shows the newest then
   */
  recommended(viewer: number, kind: string): Promise<number | undefined>
  /**
   * Subjects that are near to words in what they mean, the nearest first.
   * @returns undefined where that cannot be had: whoever asks goes by letters alone then
   */
  near(words: string, kind: string, asker: { viewer: number; requestId: string }): Promise<number[] | undefined>
  /** Joins what means the words and what has their letters to one list, and keeps it for its pages. */
  keep(viewer: number, kind: string, lists: readonly (readonly number[])[]): Promise<number>
}

interface Parts {
  readonly db: Db
  readonly ledger: Ledger
  readonly storage: Storage
  readonly log: FastifyBaseLogger
}

export const createMeaningLists = ({ db, ledger, storage, log }: Parts): MeaningLists => {
  const similarity = createSimilarity(db, storage, log)
  const vectorOf = createWordVectors(db, ledger)

  const rank = async (viewer: number, kind: string): Promise<number | undefined> => {
    if (viewer === 0) return undefined
    const recent = await recentRanked(db, viewer, kind, reusedSeconds)
    if (recent !== undefined) return recent
    const engine = await similarity.engine()
    if (!engine) return undefined
    const kinds = Object.keys(embeddedTexts)
    const counted = { kinds, declared: interests }
    const { causes, version } = await interestsOf(db, engine.model, viewer, counted, mostCauses)
    if (causes.length === 0) return undefined
    const known = new Set(causes.map(({ id }) => id))
    const tastes = []
    for (const taste of tastesOf(causes, mostTastes)) {
      const near = await engine.nearest(kind, taste.vector, perTaste.vectors)
      if (!near) return undefined
      const candidates = await subjectsOfVectors(db, viewer, kind, { near, to: taste.vector, limit: perTaste.subjects })
      tastes.push({ taste, candidates: candidates.filter(({ id, owner }) => owner !== viewer && !known.has(id)) })
    }
    const ranked = rankByTastes(tastes, { now: Date.now(), most: mostRecommended })
    if (ranked.length === 0) return undefined
    const subjects = ranked.map(({ id }) => id)
    const vectors = await vectorsOfSubjects(db, engine.model, subjects)
    const causesOfEach = ranked.map(({ id, taste }) => causesOf(taste, vectors.get(id) ?? taste.vector, 2))
    return putRanked(db, viewer, { kind, subjects, causes: causesOfEach, version })
  }

  const near: MeaningLists['near'] = async (words, kind, asker) => {
    const engine = await similarity.engine()
    const vector = engine && (await vectorOf(engine.model, words, asker))
    const vectors = vector && (await engine.nearest(kind, vector, found.vectors))
    if (!vectors) return undefined
    const wanted = { near: vectors, to: vector, limit: found.subjects }
    const subjects = await subjectsOfVectors(db, asker.viewer, kind, wanted)
    return alikeOnly(subjects).map(({ id }) => id)
  }

  /** Whatever goes wrong with meanings, the newest and the letters are there. */
  const orNothing = async <T>(work: Promise<T | undefined>): Promise<T | undefined> => {
    try {
      return await within(patienceMs, work)
    } catch (err) {
      log.warn({ err }, 'a list by meaning could not be made; shown without')
      return undefined
    }
  }

  return {
    recommended: (viewer, kind) => orNothing(rank(viewer, kind)),
    near: (words, kind, asker) => orNothing(near(words, kind, asker)),
    keep: (viewer, kind, lists) => putRanked(db, viewer, { kind, subjects: fuse(lists, found.most) }),
  }
}

const alikeOnly = (subjects: readonly NearSubject[]): NearSubject[] =>
  spread(
    subjects.filter(({ likeness }) => likeness >= found.likeness),
    found.subjects,
  )
