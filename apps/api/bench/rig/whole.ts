import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDb, type Db } from '@mudig/db/core/client'
import { startPostgres } from '@mudig/sandbox/servers/postgres'
import { startRedis } from '@mudig/sandbox/servers/redis'
import { until } from '@mudig/sandbox/servers/until'

const secret = 'for benchmarks only, not a secret at all'

/** Each part of it is a process of its own, so that it can be seen what each of them takes. */
export interface Whole {
  db: Db
  /** Of the API. */
  url: string
  /** Of the vendors' stand-in. */
  sandbox: string
  pids: Record<'worker' | 'api' | 'sandbox' | 'store' | 'postgres' | 'redis', number>
  /** How the store is reached. */
  storage: { endpoint: string; region: string; bucket: string; accessKeyId: string; secretAccessKey: string }
  /** Starts one more worker, configured like the first, but for what is given. */
  addWorker(env: Record<string, string>, cores?: string): Promise<{ pid: number; end(): Promise<void> }>
  end(): Promise<void>
}

export interface WholeOptions {
  /** Where CPU profiles of worker and API go when they end. */
  profiles?: string | undefined
  /** More of it for the workers. */
  workerEnv?: Record<string, string>
  /** Processors that the worker may use, as taskset(1) takes them; unset: all. */
  workerCores?: string
}

/** The store has no program of its own. Written out, so that it can be that of another checkout. */
const storeProgram = `import { startStorage } from '@mudig/sandbox/servers/storage'
const { close, ...store } = await startStorage()
console.log(JSON.stringify(store))`

const migrateProgram = `import { createDb } from '@mudig/db/core/client'
import { migrate } from '@mudig/db/core/migrations'
const db = createDb({ url: process.env.DATABASE_URL, poolSize: 2, applicationName: 'bench' })
await migrate(db)
await db.destroy()
console.log('migrated')`

/**
 * API, one worker and all that they need, compiled and configured as in production, but without limits for listeners
 * and budgets for vendors, and with vendors that take as long as the real ones.
 *
 * @param tree the checkout that is run; it is built
 */
export const startWhole = async (
  tree: string,
  { profiles, workerEnv = {}, workerCores }: WholeOptions = {},
): Promise<Whole> => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-load-'))
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })]
  const end = async () => {
    for (const one of ends.reverse()) await one().catch(error => console.error(error))
    ends.length = 0
  }

  /** Starts a program of that checkout and waits until it has said what fits. */
  const run = async (name: string, args: string[], env: Record<string, string>, says: RegExp, cores?: string) => {
    const log = join(folder, `${name}.log`)
    const out = openSync(log, 'w')
    // taskset becomes the program, so the number of the process is the program's.
    const [program, ...first] = [...(cores === undefined ? [] : ['taskset', '-c', cores]), process.execPath]
    const child: ChildProcess = spawn(program!, [...first, ...args], {
      cwd: tree,
      env: { PATH: process.env.PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...env },
      stdio: ['ignore', out, out],
    })
    closeSync(out)
    const stop = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      // A profile is written at a polite end only.
      child.kill(profiles === undefined ? 'SIGKILL' : 'SIGTERM')
      await once(child, 'exit')
    }
    ends.push(stop)
    const said = () => says.exec(readFileSync(log, 'utf8'))
    await until(() => said() !== null || child.exitCode !== null, { withinMs: 60_000 })
    const match = said()
    if (!match) throw new Error(`${name} did not start:\n${readFileSync(log, 'utf8')}`)
    return { pid: child.pid!, said: match[0], end: stop }
  }
  const app = (name: 'api' | 'worker') => [
    ...(profiles === undefined
      ? []
      : ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${name}.cpuprofile`]),
    `apps/${name}/dist/main.js`,
  ]
  const program = (text: string) => ['--input-type=module', '--eval', text]

  try {
    const postgres = await startPostgres({ directory: join(folder, 'postgres'), purpose: 'keep' })
    ends.push(() => postgres.stop())
    const redis = await startRedis({
      directory: join(folder, 'redis'),
      binaryDirectory: resolve('.mudig', 'redis-server'),
      purpose: 'throwaway',
    })
    ends.push(() => redis.stop())
    const databaseUrl = await postgres.ensureDatabase('load')
    const store = await run('store', program(storeProgram), {}, /^\{.*\}$/m)
    const sandbox = await run('sandbox', ['packages/sandbox/dist/vendors/main.js', '--port', '0'], {}, /^\{.*\}$/m)
    const { endpoint, region, bucket, accessKeyId, secretAccessKey } = JSON.parse(store.said) as Record<string, string>
    const vendors = JSON.parse(sandbox.said) as Record<
      'url' | 'openaiBaseUrl' | 'youtubeBaseUrl' | 'karloBaseUrl',
      string
    >
    await run('migrate', program(migrateProgram), { DATABASE_URL: databaseUrl }, /^migrated$/m)
    const env = {
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseUrl,
      REDIS_URL: redis.url,
      S3_ENDPOINT: endpoint!,
      S3_REGION: region!,
      S3_BUCKET: bucket!,
      S3_ACCESS_KEY_ID: accessKeyId!,
      S3_SECRET_ACCESS_KEY: secretAccessKey!,
      OTP_SECRET: secret,
      FRONT_END_URL: 'http://127.0.0.1:3000',
      PUBLIC_URL: 'http://127.0.0.1:8000',
    }
    const api = await run(
      'api',
      app('api'),
      {
        ...env,
        PORT: '0',
        JWT_SECRET: secret,
        COOKIE_SECRET: secret,
        TRUST_PROXY: '127.0.0.1',
        DIGS_IN_FLIGHT: '100',
        DIGS_PER_HOUR: '10000',
        DIGS_PER_DAY: '10000',
      },
      /listening at http:\/\/127\.0\.0\.1:\d+/,
    )
    let workers = 0
    const addWorker = async (more: Record<string, string>, cores?: string) =>
      run(
        workers++ === 0 ? 'worker' : `worker-${workers}`,
        app('worker'),
        {
          ...env,
          SMTP_URL: 'smtp://127.0.0.1:9',
          OPENAI_API_KEY: 'sandbox',
          OPENAI_BASE_URL: vendors.openaiBaseUrl,
          YOUTUBE_API_KEYS: 'one:key-one',
          YOUTUBE_BASE_URL: vendors.youtubeBaseUrl,
          YOUTUBE_SEARCHES_PER_DAY: '0',
          KARLO_API_KEY: 'sandbox',
          KARLO_BASE_URL: vendors.karloBaseUrl,
          KARLO_PER_MINUTE: '0',
          IMAGE_ORIGINS: vendors.url,
          ...workerEnv,
          ...more,
        },
        /worker started/,
        cores,
      )
    const worker = await addWorker({}, workerCores)
    const db = createDb({ url: databaseUrl, poolSize: 2, applicationName: 'bench' })
    ends.push(() => db.destroy())
    return {
      db,
      url: api.said.slice('listening at '.length),
      sandbox: vendors.url,
      storage: {
        endpoint: endpoint!,
        region: region!,
        bucket: bucket!,
        accessKeyId: accessKeyId!,
        secretAccessKey: secretAccessKey!,
      },
      pids: {
        worker: worker.pid,
        api: api.pid,
        sandbox: sandbox.pid,
        store: store.pid,
        postgres: postgres.mark.pid,
        redis: redis.mark.pid,
      },
      addWorker,
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}
