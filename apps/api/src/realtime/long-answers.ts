import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { onRequestAsyncHookHandler } from 'fastify'

/**
 * Per user and process: a few tabs and devices. Without hints each answer that waits looks into Postgres every other
 * second.
 */
const mostPerUser = 10

const open = new Map<number, number>()

/** How many wait or stream just now. */
export const longAnswers = (): number => [...open.values()].reduce((sum, each) => sum + each, 0)

/** Takes a place for an answer that waits or streams. @returns how to give it back, or undefined when all are taken */
export const beginLongAnswer = (userId: number): (() => void) | undefined => {
  const others = open.get(userId) ?? 0
  if (others >= mostPerUser) return undefined
  open.set(userId, others + 1)
  return () => {
    const left = (open.get(userId) ?? 1) - 1
    if (left > 0) open.set(userId, left)
    else open.delete(userId)
  }
}

/** An onRequest hook, behind `requireUser`, for answers that stream. @throws ApiError rateLimited */
export const limitStreams: onRequestAsyncHookHandler = async ({ user }, { raw }) => {
  const end = beginLongAnswer(user.id)
  if (!end) throw new ApiError(httpErrors.rateLimited, { retryAfterSeconds: 10 })
  raw.once('close', end)
}
