import { type Static, Type } from 'typebox'

const Check = Type.Enum(['ok', 'down'])

/** What `/readyz` of every process says. */
export const Readiness = Type.Object(
  {
    status: Type.Enum(['ready', 'not_ready', 'draining']),
    postgres: Check,
    redis: Check,
    migrations: Type.Enum(['ok', 'pending', 'unknown']),
  },
  { title: 'Readiness' },
)
export type Readiness = Static<typeof Readiness>

/**
 * Whether a process can do its work. Third parties never decide it.
 * @param pending the migrations that the database has not had, as Postgres answered or did not
 * @param redis any answer of Redis
 */
export const readiness = (
  pending: PromiseSettledResult<readonly string[]>,
  redis: PromiseSettledResult<unknown>,
  draining = false,
): Readiness => {
  const checks = {
    postgres: pending.status === 'fulfilled' ? 'ok' : 'down',
    redis: redis.status === 'fulfilled' ? 'ok' : 'down',
    migrations: pending.status === 'rejected' ? 'unknown' : pending.value.length === 0 ? 'ok' : 'pending',
  } as const
  const isReady = Object.values(checks).every(check => check === 'ok')
  return { status: draining ? 'draining' : isReady ? 'ready' : 'not_ready', ...checks }
}
