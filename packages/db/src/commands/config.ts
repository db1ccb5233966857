import { parseEnv } from '@mudig/shared/core/env'
import { Type } from 'typebox'

const Environment = Type.Object({
  NODE_ENV: Type.Union([Type.Literal('development'), Type.Literal('production'), Type.Literal('test')], {
    default: 'development',
  }),
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: 'postgres://user:password@host:port/database',
  }),
})

/** What every command needs. Read when the command starts, so that importing a module never fails. */
export const readConfig = () => parseEnv(Environment, process.env)
