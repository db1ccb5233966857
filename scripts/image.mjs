import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder, Refusal, root, run, runScript } from './install.mjs'

// npm run image: builds every image of the Dockerfile where there is no container engine, by Debian's buildah, and says
// how large they are. No daemon and no registry of images is needed, but root: the base is made here, of Debian's
// packages and Node's own binary as npm has it. Its last line is JSON for whoever goes on with them. Everything is kept
// below .mudig/image; `--missing` only says what this machine lacks, if anything.

const folder = join(dataFolder, 'image')
/** What the Dockerfile is built from, and what stands for it here. */
const base = 'docker.io/library/node:24-bookworm-slim'
const nodeVersion = '24.22.3'
const debian = { release: 'bookworm', mirror: 'http://deb.debian.org/debian' }
const targets = ['runtime', 'media', 'sandbox']
const nameOf = target => `localhost/mudig-${target}`

/** All of buildah's own state is here, too, and apart from what else uses it. */
const storage = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'run')]

const has = command => spawnSync('/bin/sh', ['-c', `command -v ${command}`]).status === 0

/** Sentences about what is missing; none where the images can be built. */
const missing = () => {
  if (process.platform !== 'linux') return ['images are built on Linux']
  const programs = ['buildah', 'debootstrap'].filter(program => !has(program))
  return [
    ...programs.map(program => `there is no ${program} (apt-get install --no-install-recommends ${program})`),
    ...(process.getuid() === 0 ? [] : ['only root may do it']),
    ...(spawnSync('unshare', ['--mount', 'true']).status === 0 ? [] : ['nothing can be mounted here']),
    ...(['x64', 'arm64'].includes(process.arch) ? [] : [`npm has no Node for ${process.arch}`]),
  ]
}

/** @throws Refusal with the end of what it said */
const call = async (command, args, env = {}) => {
  const { code, output } = await run(command, args, { quiet: true, env: { ...process.env, ...env } })
  if (code !== 0) throw new Refusal(`${command} ${args.join(' ')} ended with ${code}:\n${output.slice(-3_000).trim()}`)
  return output.trim()
}
// Caches of mounts and files on their way lie in TMPDIR.
const buildah = (...args) =>
  call('buildah', [...storage, ...args], { TMPDIR: join(folder, 'tmp'), BUILDAH_ISOLATION: 'chroot' })

/** Debian's smallest system, as one file. */
const debianArchive = async () => {
  const archive = join(folder, `debian-${debian.release}.tar`)
  if (existsSync(archive)) return archive
  const system = join(folder, 'debian')
  rmSync(system, { recursive: true, force: true })
  await call('debootstrap', ['--variant=minbase', debian.release, system, debian.mirror])
  await call('tar', [
    '--create',
    '--file',
    `${archive}.part`,
    '--directory',
    system,
    '--exclude=./var/cache/apt/archives/*.deb',
    '.',
  ])
  rmSync(system, { recursive: true, force: true })
  renameSync(`${archive}.part`, archive)
  return archive
}

/** Unpacks a package of npm's. */
const unpack = async (name, place) => {
  const work = join(folder, 'packages')
  mkdirSync(work, { recursive: true })
  const file = (await call('npm', ['pack', '--silent', '--pack-destination', work, name])).split('\n').at(-1)
  mkdirSync(place, { recursive: true })
  await call('tar', [
    '--extract',
    '--file',
    join(work, file),
    '--directory',
    place,
    '--strip-components=1',
    '--no-same-owner',
  ])
}

/** What node:24-bookworm-slim has that matters here: Debian, Node, npm and the user `node`. */
const makeBase = async () => {
  const label = `${debian.release} node ${nodeVersion}`
  const known = await buildah('inspect', '--type', 'image', base).catch(() => undefined)
  if (known?.includes(`"mudig.base": "${label}"`)) return
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const archive = await debianArchive()
  const local = join(folder, 'local')
  rmSync(local, { recursive: true, force: true })
  await unpack(`node-linux-${process.arch}@${nodeVersion}`, join(folder, 'node'))
  mkdirSync(join(local, 'bin'), { recursive: true })
  renameSync(join(folder, 'node', 'bin', 'node'), join(local, 'bin', 'node'))
  await unpack(packageManager, join(local, 'lib', 'node_modules', 'npm'))
  await call('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin', 'npm')])
  const container = await buildah('from', 'scratch')
  try {
    await buildah('add', container, archive, '/')
    await buildah('add', container, local, '/usr/local')
    await buildah('run', container, '--', 'useradd', '--uid', '1000', '--create-home', '--shell', '/bin/bash', 'node')
    const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    await buildah('config', '--env', `PATH=${path}`, '--cmd', 'node', '--label', `mudig.base=${label}`, container)
    await buildah('commit', container, base)
  } finally {
    await buildah('rm', container)
    rmSync(local, { recursive: true, force: true })
  }
}

/** Whom npm asks and whom it believes on this machine; mounted while something is built, and in no image. */
const npmSettings = async () => {
  const file = join(folder, 'npmrc')
  const setting = async name => (await call('npm', ['config', 'get', name])).replace(/^(null|undefined)$/, '')
  const authorities = (await setting('cafile')) || process.env.NODE_EXTRA_CA_CERTS || ''
  const mounts = [`${file}:/usr/local/etc/npmrc:ro`]
  if (authorities !== '') mounts.push(`${authorities}:/usr/local/etc/authorities.crt:ro`)
  writeFileSync(
    file,
    `registry=${await setting('registry')}\n${authorities === '' ? '' : 'cafile=/usr/local/etc/authorities.crt\n'}`,
  )
  return mounts.flatMap(mount => ['--volume', mount])
}

/** Bytes of an image's files, those of the images below it included. */
const sizeOf = async image => {
  const container = await buildah('from', '--pull-never', image)
  try {
    const place = await buildah('mount', container)
    return 1024 * Number((await call('du', ['-sk', place])).split('\t')[0])
  } finally {
    await buildah('rm', container)
  }
}

/** How many layers of earlier builds may stay for the next one. */
const mostLeftOver = 8

const removeLeftOvers = async () => {
  const left = await buildah('images', '--filter', 'dangling=true', '--quiet')
  if (left.split('\n').length > mostLeftOver) await buildah('rmi', '--prune')
}

const megabytes = bytes => `${Math.round(bytes / 2 ** 20)} MB`

await runScript(async () => {
  const lacks = missing()
  if (process.argv.includes('--missing')) {
    if (lacks.length > 0) console.log(`No images are built here: ${lacks.join(', ')}.`)
    return 0
  }
  if (lacks.length > 0) throw new Refusal(`The images cannot be built: ${lacks.join(', ')}.`)
  mkdirSync(join(folder, 'tmp'), { recursive: true })
  // What a run that was killed left behind.
  await buildah('rm', '--all')
  const since = performance.now()
  const say = line => console.log(`${line}  (${((performance.now() - since) / 1000).toFixed(0)} s)`)
  await makeBase()
  const baseSize = await sizeOf(base)
  say(`base ${base}: ${megabytes(baseSize)}`)
  const mounts = await npmSettings()
  const sizes = {}
  for (const target of targets) {
    const options = ['--layers', '--pull-never', '--format', 'docker', ...mounts, '--target', target]
    await buildah('bud', ...options, '--tag', nameOf(target), '--file', join(root, 'Dockerfile'), root)
    sizes[target] = (await sizeOf(nameOf(target))) - baseSize
    say(`${nameOf(target)}: ${megabytes(sizes[target])} over its base`)
  }
  await removeLeftOvers()
  console.log(JSON.stringify({ storage, images: Object.fromEntries(targets.map(t => [t, nameOf(t)])), sizes }))
  return 0
})
