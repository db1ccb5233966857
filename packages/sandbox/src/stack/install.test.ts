import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { freePort } from '../servers/ports.js'
import { unprivilegedAccount } from '../servers/unprivileged.js'
import { root } from './config.js'

const { whySilent, fileFault } = (await import(pathToFileURL(join(root, 'scripts', 'install.mjs')).href)) as {
  whySilent(address: string): Promise<string | undefined>
  fileFault(error: unknown): string | undefined
}

t.test('a registry that is not there is known within seconds, one that answers anything at all is there', async t => {
  t.equal(await whySilent(`http://127.0.0.1:${await freePort()}/`), 'ECONNREFUSED')
  const answering = createServer((_, response) => response.writeHead(404).end())
  const silent = createTcpServer(socket => socket.on('error', () => undefined))
  for (const server of [answering, silent]) {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
  }
  const at = (server: { address(): unknown }): string =>
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm/`
  t.equal(await whySilent(at(answering)), undefined)
  t.equal(await whySilent(at(silent)), 'no answer within 3 s')
})

t.test('what runs is asked for before what only develops', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-install-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'scripts'))
  copyFileSync(join(root, 'scripts', 'install.mjs'), join(folder, 'scripts', 'install.mjs'))
  const { whyInstall } = (await import(pathToFileURL(join(folder, 'scripts', 'install.mjs')).href)) as {
    whyInstall(need: 'running' | 'developing'): string | undefined
  }
  const runs = { version: '1.0.0', integrity: 'sha512-a' }
  const tool = { version: '2.0.0', integrity: 'sha512-b', dev: true }
  const packages = {
    '': { version: '0.1.0' },
    'node_modules/runs': runs,
    'node_modules/@a/tool': tool,
    'node_modules/runs-elsewhere': { version: '1.0.0', integrity: 'sha512-c', optional: true },
    'node_modules/ours': { link: true },
  }
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }))
  const have = (installed: Record<string, object>) => {
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true })
    for (const path of [...Object.keys(installed), 'node_modules/ours'])
      mkdirSync(join(folder, path), { recursive: true })
    const record = join(folder, 'node_modules', '.package-lock.json')
    writeFileSync(record, JSON.stringify({ packages: installed }))
    return [whyInstall('running'), whyInstall('developing')]
  }
  t.same([whyInstall('running'), whyInstall('developing')], ['they are missing', 'they are missing'])
  t.same(have({ 'node_modules/runs': runs }), [undefined, '@a/tool is missing'])
  t.same(have({ 'node_modules/runs': runs, 'node_modules/@a/tool': tool }), [undefined, undefined])
  const older = { ...tool, version: '1.9.0' }
  t.same(have({ 'node_modules/runs': runs, 'node_modules/@a/tool': older }), [undefined, '@a/tool changed'])
  const other = { ...runs, integrity: 'sha512-x' }
  t.same(have({ 'node_modules/runs': other, 'node_modules/@a/tool': tool }), ['runs changed', 'runs changed'])
  have({ 'node_modules/runs': runs })
  rmSync(join(folder, 'node_modules', 'runs'), { recursive: true })
  t.equal(whyInstall('running'), 'node_modules/runs is missing')
  have({ 'node_modules/runs': runs })
  rmSync(join(folder, 'node_modules', 'ours'), { recursive: true })
  t.equal(whyInstall('running'), 'node_modules/ours is missing', 'a workspace that is new')
})

t.test('a folder that cannot be written is a sentence with its path, not a stack', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-unwritable-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const { stderr, status } = spawnSync(process.execPath, [join(root, 'scripts', 'start.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'development', MUDIG_DATA: join(file, 'data') },
  })
  t.equal(status, 1)
  t.match(stderr, `${join(file, 'data')} cannot be written: a part of its path is a file (ENOTDIR)`)
  t.notMatch(stderr, /^ +at /m)
  t.match(
    fileFault({ code: 'EACCES', syscall: 'open', path: '/x/.mudig/run.json' }),
    '/x/.mudig/run.json cannot be written: this user may not',
  )
  t.equal(
    fileFault({ code: 'ENOENT', syscall: 'open', path: '/x/missing.json' }),
    undefined,
    'what is missing is a fault of ours',
  )
  t.equal(fileFault(new Error('no')), undefined)
})

t.test('a file that cannot be read is said to be that', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-unreadable-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const { readDotEnv } = (await import(pathToFileURL(join(root, 'scripts', 'dot-env.mjs')).href)) as {
    readDotEnv(path: string): Record<string, string>
  }
  const [file, link, missing] = [join(folder, '.env'), join(folder, 'link'), join(folder, 'missing')]
  writeFileSync(file, 'PORT=1\n', { mode: 0 })
  symlinkSync(link, link)
  chmodSync(folder, 0o755)
  t.same(readDotEnv(missing), {})
  t.throws(() => readDotEnv(folder), { message: `${folder} cannot be read: it is a folder (EISDIR).` })
  t.throws(() => readDotEnv(link), { message: `${link} cannot be read: it is a link that leads to itself (ELOOP).` })
  const account = unprivilegedAccount()
  if (account !== undefined) process.seteuid?.(account.uid)
  try {
    t.throws(() => readDotEnv(file), { message: `${file} cannot be read: this user may not read it (EACCES).` })
    const fault = fileFault({ code: 'EACCES', syscall: 'open', path: file })
    t.equal(fault, `${file} cannot be read: this user may not read it (EACCES).`)
  } finally {
    if (account !== undefined) process.seteuid?.(0)
  }
})

t.test(
  'a data folder where the system has none is a sentence at once',
  { skip: process.platform !== 'linux' },
  async t => {
    const { stderr, status } = spawnSync(process.execPath, [join(root, 'scripts', 'start.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'development', MUDIG_DATA: '/proc/mudig/data' },
      timeout: 60_000,
    })
    t.equal(status, 1)
    t.match(stderr, '/proc/mudig cannot be written: a folder of its path is missing and cannot be made (ENOENT)')
  },
)
