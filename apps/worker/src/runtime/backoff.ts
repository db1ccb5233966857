import type { Queue } from '@mudig/shared/core/define-queue'

/**
 * Milliseconds before the next attempt after `failures` failures (1 or more); the queue's jitter share of it is random.
 */
export const backoffMs = ({ backoff }: Pick<Queue, 'backoff'>, failures: number, random = Math.random()): number => {
  const full = Math.min(backoff.delayMs * 2 ** (failures - 1), backoff.maxDelayMs)
  return Math.round(full * (1 - backoff.jitter * random))
}
