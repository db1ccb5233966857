import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { copyFile, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

interface Ended {
  code: number | null
  output: string
}

const run = (cwd: string, command: string, args: readonly string[], env = process.env): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    child.once('error', reject)
    child.once('close', code => resolve({ code, output }))
  })

const filesBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))

/** @throws where one of the files is there already */
const copyInto = async (from: string, to: string, files: readonly string[]): Promise<void> => {
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true })
    await copyFile(join(from, file), join(to, file), constants.COPYFILE_EXCL)
  }
}

/** What is installed, but for our own workspaces, which are those of the copy. */
const linkModules = async (to: string): Promise<void> => {
  const [from, into] = [join(root, 'node_modules'), join(to, 'node_modules')]
  await mkdir(join(into, '@mudig'), { recursive: true })
  for (const name of await readdir(from)) if (name !== '@mudig') await symlink(join(from, name), join(into, name))
  for (const group of ['apps', 'packages'])
    for (const name of await readdir(join(to, group))) {
      await symlink(join(to, group, name), join(into, '@mudig', name))
      const own = join(root, group, name, 'node_modules')
      if (await realpath(own).catch(() => undefined)) await symlink(own, join(to, group, name, 'node_modules'))
    }
}

const workspacesOf = async (folder: string, group: string): Promise<string[]> =>
  (await readdir(join(folder, group))).map(name => `${group}/${name}`)

/** A copy of the working tree in a folder of its own, which goes when the test ends. */
export const otherTree = async (t: { teardown: (end: () => Promise<void>) => void }) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'mudig-tree-')))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const listed = await run(root, 'git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  if (listed.code !== 0) throw new Error(`git does not tell the files:\n${listed.output}`)
  // A file that is staged as removed is still listed as long as it was committed.
  const files: string[] = []
  for (const file of listed.output.split('\0').filter(file => file !== ''))
    if (await realpath(join(root, file)).catch(() => undefined)) files.push(file)
  await copyInto(root, folder, files)
  await linkModules(folder)

  const node = async (args: readonly string[], env: Record<string, string> = {}): Promise<string> => {
    const { code, output } = await run(folder, process.execPath, args, { ...process.env, ...env })
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output}`)
    return output
  }
  return {
    folder,
    /** Puts files into it, none of which is there. @returns their paths */
    add: async (from: string): Promise<string[]> => {
      const added = await filesBelow(join(root, from))
      await copyInto(join(root, from), folder, added)
      return added
    },
    /** Files that are no longer as they were copied. */
    changed: async (): Promise<string[]> => {
      const differ: string[] = []
      for (const file of files)
        if (!(await readFile(join(folder, file))).equals(await readFile(join(root, file)))) differ.push(file)
      return differ.sort()
    },
    /** Runs a script of it. @throws with what it said where it fails @returns what it said */
    node,
    workspaces: (await Promise.all(['packages', 'apps'].map(group => workspacesOf(folder, group)))).flat(),
    /** Runs compiled tests in one process, as `npm test` does. @throws with their accounts where one fails */
    test: (paths: readonly string[], env: Record<string, string>): Promise<void> =>
      new Promise((resolve, reject) => {
        const flags = ['--enable-source-maps', '--conditions=mudig-test']
        const child = spawn(process.execPath, [...flags, join('scripts', 'test-process.mjs')], {
          cwd: folder,
          env: { ...process.env, ...env },
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        })
        const left = [...paths]
        let ended = 0
        let output = ''
        const next = () => {
          const path = left.shift()
          if (path === undefined) return child.send({ end: true })
          const [group = '', name = '', below = '', ...rest] = path.split('/')
          const workspace = join(folder, group, name)
          const file = join(workspace, `.${below}`, ...rest).replace(/\.ts$/, '.js')
          child.send({ file, name: path, workspace, timeoutMs: 60_000 })
        }
        createInterface({ input: child.stdout! }).on('line', line => {
          output += `${line}\n`
          if (!line.startsWith('# file ')) return
          ended += 1
          next()
        })
        child.stderr!.on('data', chunk => (output += chunk))
        child.once('error', reject)
        child.once('close', code => {
          if (code === 0 && ended === paths.length) return resolve()
          console.error(output)
          reject(new Error(`the process that ran tests of the copy ended with ${code}; its account is above`))
        })
        next()
      }),
  }
}
