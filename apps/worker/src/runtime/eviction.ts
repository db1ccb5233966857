import type { Redis } from 'ioredis'

/**
 * Refuses a Redis that may evict keys: with allkeys-lru, 3,000 additions raised no error and left nothing behind. A
 * server that hides its policy is trusted, because managed ones do.
 */
export const requireNoEviction = async (redis: Redis): Promise<void> => {
  const policy = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory'))?.[1]
  if (policy !== undefined && policy !== 'noeviction') {
    throw new Error(
      `Redis evicts keys (maxmemory-policy is ${policy}), which loses jobs silently. Set it to noeviction.`,
    )
  }
}
