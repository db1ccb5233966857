import { existsSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { EnvError } from '@mudig/shared/core/env'
import { inherited } from '../servers/config.js'
import { fetchedFfmpeg, fetchFfmpeg, ffmpegOnPath } from '../servers/ffmpeg-binary.js'
import type { Guarded } from '../servers/guard.js'
import { startInbox } from '../servers/inbox.js'
import { freePort, PortInUseError, portFor } from '../servers/ports.js'
import { startPostgres } from '../servers/postgres.js'
import type { ProcessMark } from '../servers/process-mark.js'
import { startRedis } from '../servers/redis.js'
import { startStorage } from '../servers/storage.js'
import { until } from '../servers/until.js'
import { type Child, endOf, startChild } from './child.js'
import { childEnv, faultsOf, notYetStarted, type Started } from './child-env.js'
import { runCommand } from './command.js'
import { dataName, dataPath, root } from './config.js'
import { filmsCome } from './films-come.js'
import { warningOf } from './log-lines.js'
import { needsOf, playedVendors } from './parts.js'
import { unreachableServers } from './reachable.js'
import type { Claim, Login, RunFile } from './run-file.js'
import type { Secrets } from './secrets.js'
import type { portVariables, Settings, Variables } from './settings.js'
import type { Terminal } from './terminal.js'
import { watchFolders } from './watch-folders.js'

/** The stack cannot run, with a sentence for the person at the terminal. */
export class StackError extends Error {
  override readonly name = 'StackError'
}

export interface StackInput {
  readonly variables: Variables
  readonly settings: Settings
  readonly secrets: Secrets
  readonly claim: Claim
  readonly terminal: Terminal
  readonly watch: boolean
  /** Aborts when the stack shall not come up after all. */
  readonly signal: AbortSignal
  /** A part crashed too often to be started again. */
  onGivenUp(sentence: string): void
}

/** What has been started so far, ended in the opposite order. */
export interface Stack {
  readonly apiUrl: string
  up(): Promise<RunFile>
  down(hurry: AbortSignal): Promise<void>
}

const apps = ['api', 'worker'] as const

/**
 * Memory rather than speed, for one person's requests: V8 would let the young generation grow to 48 MB before it collects,
 * and keep code that it may optimise.
 */
const lean = ['--max-semi-space-size=2', '--optimize-for-size']

/**
 * Asks the apps whether they can live with what the user set.
 *
 * @throws EnvError with all faults
 */
export const checkConfiguration = async (variables: Variables, settings: Settings, secrets: Secrets): Promise<void> => {
  const configs = apps.map(app => join(root, 'apps', app, 'dist', 'config.js'))
  const faults = await faultsOf(configs, childEnv(variables, settings, secrets, notYetStarted))
  if (faults.length > 0) throw new EnvError(faults)
}

export const createStack = ({
  variables,
  settings,
  secrets,
  claim,
  terminal,
  watch,
  signal,
  onGivenUp,
}: StackInput): Stack => {
  const needs = needsOf(settings)
  const host = ['0.0.0.0', '::', ''].includes(settings.HOST) ? '127.0.0.1' : settings.HOST
  const apiUrl = `http://${host.includes(':') ? `[${host}]` : host}:${settings.PORT}`
  const children: Child[] = []
  const ends: ((hurry: AbortSignal) => Promise<void>)[] = []
  const note = (name: string, mark: ProcessMark): void => {
    claim.update({
      pids: { ...claim.current.pids, [name]: mark.pid },
      processes: { ...claim.current.processes, [name]: mark },
    })
  }

  const launch = (
    name: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    stage: Guarded['stage'],
  ): Child => {
    const waitsForRestart = watch && stage === 'apps'
    const child = startChild({
      name,
      args,
      cwd: root,
      env,
      stage,
      waitsForRestart,
      logPath: dataPath('logs', `${name}.log`),
      onLine: line => {
        const shown = watch ? `${name.padEnd(6)} │ ${line}` : warningOf(name, line)
        if (shown !== undefined) terminal.line(shown)
      },
      onStart: mark => note(name, mark),
      onCrash: (why, delayMs) => {
        const log = `${dataName}/logs/${name}.log`
        if (waitsForRestart) terminal.line(`The ${name} ended (${why}) and is started again when a file changes.`)
        else if (delayMs !== undefined)
          terminal.line(`The ${name} ended (${why}) and is started again in ${delayMs} ms; see ${log}`)
        else
          onGivenUp(
            `The ${name} crashed too often (${why}). ${log} ends with:\n${endOf(dataPath('logs', `${name}.log`))}`,
          )
      },
    })
    children.push(child)
    return child
  }

  const startServers = async (): Promise<Started> => {
    const port = async (chosen: number | undefined): Promise<number> => chosen ?? (await freePort())
    // Chosen before anything starts, so that no two parts are given the same one.
    const healthPort = await port(settings.HEALTH_PORT)
    const metricsPort = await port(settings.METRICS_PORT)
    const vendorsPort = await port(settings.SANDBOX_PORT)
    const smtpPort = await port(settings.SMTP_PORT)
    const sandboxed = needs.chat || needs.videos || needs.covers || needs.payments || needs.logins
    const vendorsUrl = `http://127.0.0.1:${vendorsPort}`
    const say = (line: string): void => terminal.line(`  ${line}`)

    const postgres = async (): Promise<string> => {
      const server = await terminal.step(
        'PostgreSQL',
        () =>
          startPostgres({
            directory: dataPath('postgres'),
            purpose: 'keep',
            say,
            ...(settings.POSTGRES_PORT !== undefined && { port: settings.POSTGRES_PORT }),
          }),
        ({ version, port, adopted }) =>
          `${version.split('.').slice(0, 2).join('.')} on port ${port}${adopted ? ', was still running' : ''}`,
      )
      note('postgres', server.mark)
      ends.push(hurry => server.stop(hurry))
      return server.ensureDatabase('mudig')
    }
    const redis = async (): Promise<string> => {
      const server = await terminal.step(
        'Redis',
        () =>
          startRedis({
            directory: dataPath('redis'),
            binaryDirectory: dataPath('redis-server'),
            purpose: 'keep',
            say,
            ...(settings.REDIS_PORT !== undefined && { port: settings.REDIS_PORT }),
          }),
        ({ binary, port, adopted }) =>
          `${binary.version} (${binary.origin}) on port ${port}${adopted ? ', was still running' : ''}`,
      )
      note('redis', server.mark)
      ends.push(hurry => server.stop(hurry))
      return server.url
    }
    const storage = async (): Promise<Started['storage']> => {
      const server = await terminal.step(
        'S3',
        () =>
          startStorage({
            directory: dataPath('s3'),
            ...(settings.S3_PORT !== undefined && { port: settings.S3_PORT }),
          }),
        ({ endpoint }) => endpoint,
      )
      ends.push(() => server.close())
      return server
    }
    const mail = async (): Promise<string> => {
      const inbox = await terminal.step(
        'Mail inbox',
        () => startInbox({ directory: dataPath('mail'), smtpPort, webPort: settings.INBOX_PORT }),
        ({ webUrl }) => webUrl,
      )
      ends.push(() => inbox.close())
      return inbox.smtpUrl
    }
    const ffmpeg = async (): Promise<Started['ffmpeg']> => {
      const found = await ffmpegOnPath()
      if (found !== undefined) return found
      const folder = dataPath('ffmpeg')
      const fetching = new AbortController()
      // Nothing waits for it: who needs it finds it there when it is there.
      claim.update({ ffmpeg: 'coming' })
      const fetched = fetchFfmpeg(folder, { say, signal: fetching.signal, behind: true }).then(
        () => claim.update({ ffmpeg: 'there' }),
        (error: Error) => {
          // Ctrl-C in a terminal reaches apt as well.
          if (fetching.signal.aborted || signal.aborted) return
          claim.update({ ffmpeg: 'missing' })
          terminal.line(`${error.message} Without it tracks are not processed.`)
        },
      )
      ends.push(async () => {
        fetching.abort()
        await fetched
      })
      return fetchedFfmpeg(folder)
    }
    /** Paths that somebody has set; the apps read them from their own environment. */
    const namedFfmpeg = async (): Promise<Started['ffmpeg']> => {
      const { FFMPEG_PATH: ffmpeg = '', FFPROBE_PATH: ffprobe = '' } = settings
      const absent = [ffmpeg, ffprobe].filter(path => !existsSync(path))
      if (absent.length > 0) {
        claim.update({ ffmpeg: 'missing' })
        terminal.line(`There is no ${absent.join(' and no ')}. Without it tracks are not processed.`)
      }
      return { ffmpeg, ffprobe }
    }
    const vendors = async (): Promise<void> => {
      await terminal.step(
        'Vendors’ sandbox',
        async () => {
          // It lives in a process of its own, because it paints pictures.
          const env = Object.fromEntries(
            Object.entries(inherited()).filter((entry): entry is [string, string] => entry[1] !== undefined),
          )
          launch(
            'sandbox',
            [...lean, join(root, 'packages', 'sandbox', 'dist', 'vendors', 'main.js'), '--port', `${vendorsPort}`],
            { ...env, SANDBOX_PAYMENT_NOTICES: `${apiUrl}/api/v1/products/payments/webhook` },
            'vendors',
          )
          if (!(await answers(vendorsUrl, 20_000)))
            throw new StackError(`The sandbox did not start:\n${endOf(dataPath('logs', 'sandbox.log'))}`)
        },
        () => vendorsUrl,
      )
    }
    // All settle before anything is judged, so that whatever did start is known to those who end it.
    const settled = await Promise.allSettled([
      needs.postgres ? postgres() : notYetStarted.databaseUrl,
      needs.redis ? redis() : notYetStarted.redisUrl,
      needs.storage ? storage() : notYetStarted.storage,
      needs.mail ? mail() : notYetStarted.smtpUrl,
      sandboxed ? vendors() : undefined,
      needs.ffmpeg ? ffmpeg() : namedFfmpeg(),
    ])
    const [databaseUrl, redisUrl, store, smtpUrl, played, programs] = settled
    for (const one of settled) if (one.status === 'rejected') throw one.reason
    if (databaseUrl.status !== 'fulfilled' || redisUrl.status !== 'fulfilled' || store.status !== 'fulfilled')
      throw new Error('unreachable')
    if (smtpUrl.status !== 'fulfilled' || played.status !== 'fulfilled' || programs.status !== 'fulfilled')
      throw new Error('unreachable')
    return {
      apiUrl,
      healthPort,
      metricsPort,
      databaseUrl: databaseUrl.value,
      redisUrl: redisUrl.value,
      storage: store.value,
      smtpUrl: smtpUrl.value,
      vendorsUrl,
      ffmpeg: programs.value,
    }
  }

  const answers = (url: string, withinMs: number): Promise<boolean> =>
    until(
      async () => {
        try {
          return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok
        } catch {
          return false
        }
      },
      { withinMs, everyMs: 50, signal },
    )

  const startApp = async (
    app: (typeof apps)[number],
    env: Readonly<Record<string, string>>,
    readyUrl: string,
  ): Promise<void> => {
    const args = watch
      ? ['--enable-source-maps', '--conditions=mudig-source', '--import=tsx', join(root, 'apps', app, 'src', 'main.ts')]
      : [...lean, '--enable-source-maps', join(root, 'apps', app, 'dist', 'main.js')]
    const child = launch(app, args, env, 'apps')
    if (watch) {
      const watching = watchFolders(sourcesOf(app), ([first = '', ...more]) => {
        const others = more.length === 0 ? '' : ` and ${more.length} more`
        terminal.line(`${relative(root, first)}${others} changed; the ${app} starts again`)
        void child.restart()
      })
      ends.push(async () => watching.close())
    }
    const up = await answers(readyUrl, 60_000)
    signal.throwIfAborted()
    if (!up)
      throw new StackError(
        `The ${app} was not ready within a minute. ${dataName}/logs/${app}.log ends with:\n${endOf(dataPath('logs', `${app}.log`))}`,
      )
  }

  /** Films come when everything is up; only then can demo accounts say what they think of them. */
  const scoreFilms = (env: Readonly<Record<string, string>>): void => {
    const ending = new AbortController()
    const either = AbortSignal.any([signal, ending.signal])
    const scored = filmsCome(apiUrl, either)
      .then(async come => come && (await runCommand('seed', ['--demo'], { env, signal: either })))
      .catch((error: Error) => {
        if (!either.aborted) terminal.line(`Demo accounts could not score films: ${error.message}`)
      })
    ends.push(async () => {
      ending.abort()
      await scored
    })
  }

  return {
    apiUrl,
    up: async () => {
      await choosePorts(settings, needs)
      const unreachable = await unreachableServers(settings)
      if (unreachable.length > 0) throw new StackError(unreachable.join('\n'))
      const started = await startServers()
      signal.throwIfAborted()
      const env: Record<string, string> = {
        ...childEnv(variables, settings, secrets, started),
        ...(watch && { LOG_PRETTY: 'true', FORCE_COLOR: terminal.interactive ? '1' : '0' }),
      }
      await terminal.step('Migrations', () => runCommand('migrate', [], { env, signal }), appliedMigrations)
      signal.throwIfAborted()
      const staff: Login = { email: 'staff@mudig.local', password: secrets.staffPassword }
      const [demo] = await Promise.all([
        terminal.step('Demo accounts and staff login', async () => {
          const [said] = await Promise.all([
            runCommand('seed', ['--demo'], { env, signal }),
            runCommand('staff', ['add', staff.email, '--name', 'Local staff', '--password-stdin'], {
              env,
              signal,
              input: staff.password,
            }),
          ])
          return demoLogin(said)
        }),
        terminal.step(
          'API',
          () => startApp('api', env, `${apiUrl}/readyz`),
          () => apiUrl,
        ),
        terminal.step('Worker', () => startApp('worker', env, `http://127.0.0.1:${started.healthPort}/readyz`)),
      ])
      signal.throwIfAborted()
      scoreFilms(env)
      claim.update({
        state: 'ready',
        addresses: addressesOf(apiUrl, settings, started, needs),
        staff,
        demo,
        played: playedVendors(needs),
        env: Object.fromEntries(Object.entries(env).filter(([name]) => commandVariables.has(name))),
      })
      return claim.current
    },
    down: async hurry => {
      // First those who use the servers; the vendors stay until the worker has finished what it is at.
      await Promise.all(children.filter(({ name }) => name !== 'sandbox').map(child => child.stop(hurry)))
      await Promise.all(children.filter(({ name }) => name === 'sandbox').map(child => child.stop(hurry)))
      await Promise.all(ends.map(end => end(hurry)))
    },
  }
}

/** What commands like `npm run staff` may need to reach the same servers. */
const commandVariables = new Set([
  'NODE_ENV',
  'DATABASE_URL',
  'REDIS_URL',
  'REDIS_PREFIX',
  'S3_ENDPOINT',
  'S3_REGION',
  'S3_BUCKET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'JWT_SECRET',
  'COOKIE_SECRET',
  'OTP_SECRET',
])

const addressesOf = (
  apiUrl: string,
  settings: Settings,
  started: Started,
  needs: ReturnType<typeof needsOf>,
): Record<string, string> => ({
  api: apiUrl,
  swagger: `${apiUrl}/api/swagger`,
  redoc: `${apiUrl}/api/redoc`,
  openapi: `${apiUrl}/api/json`,
  bull_board: `${apiUrl}/admin/queues`,
  ...(needs.mail && { inbox: `http://127.0.0.1:${settings.INBOX_PORT}`, smtp: started.smtpUrl }),
  worker_health: `http://127.0.0.1:${started.healthPort}`,
  worker_metrics: `http://127.0.0.1:${started.healthPort}/metrics`,
  ...(started.metricsPort > 0 && { api_metrics: `http://127.0.0.1:${started.metricsPort}/metrics` }),
  ...(needs.storage && { s3: started.storage.endpoint }),
  ...((needs.chat || needs.videos || needs.covers || needs.payments || needs.logins) && {
    sandbox: started.vendorsUrl,
  }),
})

/**
 * Takes the ports that were chosen for parts that listen only later, so that no other stack does meanwhile.
 * @throws StackError naming every port that is in use, and how to choose another
 */
const choosePorts = async (settings: Settings, needs: ReturnType<typeof needsOf>): Promise<void> => {
  const wanted = [
    { name: 'PORT', use: 'the API', host: settings.HOST },
    ...(needs.mail
      ? [{ name: 'INBOX_PORT', use: 'the mail inbox' } as const, { name: 'SMTP_PORT', use: 'SMTP' } as const]
      : []),
    ...(needs.storage ? [{ name: 'S3_PORT', use: 'S3' } as const] : []),
    { name: 'SANDBOX_PORT', use: 'the vendors’ sandbox' },
    { name: 'HEALTH_PORT', use: 'the worker’s health page' },
    { name: 'METRICS_PORT', use: 'the API’s metrics' },
  ] satisfies { name: (typeof portVariables)[number]; use: string; host?: string }[]
  const taken: string[] = []
  for (const { name, use, host } of wanted as { name: (typeof portVariables)[number]; use: string; host?: string }[]) {
    const port = settings[name]
    if (port === undefined || port === 0) continue
    try {
      await portFor(port, use, name, host)
    } catch (error) {
      const { message } = error as Error
      taken.push(
        error instanceof PortInUseError
          ? message
          : `Port ${port}, wanted for ${use}, cannot be listened at: ${message}`,
      )
    }
  }
  if (taken.length > 0) throw new StackError(taken.join('\n'))
}

/** The folders that an app is made of: its own and those of the packages that it depends on. */
const sourcesOf = (app: string): string[] => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'apps', app, 'package.json'), 'utf8')) as {
    dependencies: object
  }
  const packages = Object.keys(dependencies).flatMap(name =>
    name.startsWith('@mudig/') ? [name.slice('@mudig/'.length)] : [],
  )
  return [join(root, 'apps', app, 'src'), ...packages.map(name => join(root, 'packages', name, 'src'))]
}

/** The first demo account, as the seed command names it. */
const demoLogin = (said: string): Login => {
  const email = /^Demo accounts: ([^,\s]+)/m.exec(said)?.[1]
  const password = /password: (\S+)/.exec(said)?.[1]
  if (email === undefined || password === undefined)
    throw new StackError(`npm run seed did not name a demo account:\n${said}`)
  return { email, password }
}

const appliedMigrations = (said: string): string => {
  const count = said.match(/^applied /gm)?.length ?? 0
  return count === 0 ? 'up to date' : `${count} applied`
}
