import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { withFiles } from './packages-with-files.mjs'
import { keepSources } from './source-map.mjs'

// Puts each process that is started often, with the packages that it uses, into one file: Node finds, reads and
// compiles two thousand small ones in twice the time and with more memory (docs/decisions.md). The rest of dist/ stays
// as it is compiled.

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The entry points of each workspace that are bundled, `src/<name>.ts` to `dist/<name>.js`. */
const processes = {
  'apps/api': ['main'],
  'apps/worker': ['isolated', 'main', 'make-bucket'],
  'packages/db': ['commands/counters', 'commands/migrate', 'commands/staff'],
  'packages/sandbox': ['vendors/main'],
  'packages/seed': ['main'],
}

/** The names of what is bundled in a workspace, as in `processes`. */
export const bundledIn = workspace => processes[relative(root, resolve(workspace))] ?? []

/** Below dist/: what went into the bundles when they were made. */
export const stampName = '.bundle.json'

const hashOf = paths => {
  const hash = createHash('sha256')
  for (const path of paths) {
    const file = join(root, path)
    hash.update(`${path}\0`).update(existsSync(file) ? readFileSync(file) : 'missing')
  }
  return hash.digest('base64url')
}

/** Whether nothing has changed that went into the bundles; packages are what the lock says. */
const isFresh = workspace => {
  const dist = join(workspace, 'dist')
  try {
    const { inputs, hash } = JSON.parse(readFileSync(join(dist, stampName), 'utf8'))
    return bundledIn(workspace).every(name => existsSync(join(dist, `${name}.js`))) && hashOf(inputs) === hash
  } catch {
    return false
  }
}

const banner = `import { createRequire as createRequireOfBundle } from 'node:module'
const require = createRequireOfBundle(import.meta.url)
const rootOfBundle = /^(.*\\/)(?:apps|packages)\\/[^/]+\\/dist\\//.exec(import.meta.url)[1]`

/**
 * Sources of ours as a bundle takes them. They find files by their own address, and keep the one that they would have in
 * dist/. Letters outside ASCII are escaped, because one of them has V8 keep the whole text in two bytes a letter.
 */
const ownSources = {
  name: 'own-sources',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/(apps|packages)\/[^/]+\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      if (/import\.meta\.(dirname|filename)|String\.raw|\\[^\0-\x7f]/.test(text))
        throw new Error(
          `${path}: import.meta.dirname and .filename, String.raw and a backslash before a letter outside ASCII have another meaning in a bundle`,
        )
      const compiled = relative(root, path).replace('/src/', '/dist/').replace(/\.ts$/, '.js')
      const escaped = letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
      const contents = text
        .replaceAll('import.meta.url', `\`\${rootOfBundle}${compiled}\``)
        .replaceAll(/[^\0-\x7f]/g, escaped)
      return { loader: 'ts', contents }
    }),
}

/** Bundles the processes of these workspaces, where they are not fresh. */
export const bundleProcesses = async workspaces => {
  const stale = workspaces.filter(workspace => bundledIn(workspace).length > 0 && !isFresh(workspace))
  if (stale.length === 0) return
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: stale.flatMap(workspace =>
      bundledIn(workspace).map(name => ({
        in: resolve(workspace, 'src', `${name}.ts`),
        out: join(relative(root, resolve(workspace)), 'dist', name),
      })),
    ),
    outdir: root,
    write: false,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    conditions: ['mudig-source'],
    external: withFiles,
    banner: { js: banner },
    plugins: [ownSources],
    // V8 keeps the text in memory.
    minifySyntax: true,
    minifyWhitespace: true,
    // Errors are told apart by the names of their classes.
    keepNames: true,
    legalComments: 'none',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
    metafile: true,
  })
  // Node reads a map whole at start; where a package failed, the names of its functions say enough.
  const isOwn = place => !place.includes('node_modules/')
  await Promise.all(
    outputFiles.map(async ({ path, text }) => {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, path.endsWith('.map') ? JSON.stringify(keepSources(JSON.parse(text), isOwn)) : text)
    }),
  )
  for (const workspace of stale) {
    const outputs = bundledIn(workspace).map(name => join(relative(root, resolve(workspace)), 'dist', `${name}.js`))
    const own = new Set(outputs.flatMap(output => Object.keys(metafile.outputs[output].inputs).filter(isOwn)))
    const inputs = [
      'package-lock.json',
      'scripts/bundle.mjs',
      'scripts/packages-with-files.mjs',
      'scripts/source-map.mjs',
      ...[...own].sort(),
    ]
    writeFileSync(join(workspace, 'dist', stampName), JSON.stringify({ hash: hashOf(inputs), inputs }))
  }
}
