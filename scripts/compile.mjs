import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { bundledIn, bundleProcesses, stampName } from './bundle.mjs'

// Turns src/ of the given workspaces (or of the one it is run in) into dist/: types are stripped file by file, which
// takes a fraction of a second where tsc takes half a minute for all five on two cores; `npm run types` checks them.
// Other files, like fonts, go along unchanged. With --tests it makes .src/ and .test/ instead, with the tests in them:
// what the test processes run.

const target = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', 'tsconfig.json'), 'utf8'))
  .compilerOptions.target

const filesBelow = folder =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    : []

/** Writes only what differs, so that watchers and running processes are left in peace. */
const write = (path, content) => {
  if (existsSync(path) && readFileSync(path).equals(Buffer.from(content))) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** What a test file means by `tap`: the tests of this very file, in a process that runs many. */
const testApi = fileURLToPath(new URL('test-api.mjs', import.meta.url))

/** Leads what a compiled test imports to what was compiled beside it. */
const forTests = (code, output) =>
  code
    .replace(/^(import .*?from )"tap"/gm, (_, words) => `${words}"${relative(dirname(output), testApi)}"`)
    .replace(/((?:from|import) |import\()"((?:\.\.\/)+)src\//g, '$1"$2.src/')

/** @param bundled names of what bundle.mjs makes in the same folder */
const compileFolder = async (source, output, tests, bundled) => {
  const written = new Set(
    bundled.length > 0 ? [stampName, ...bundled.flatMap(name => [`${name}.js`, `${name}.js.map`])] : [],
  )
  const put = (name, content) => {
    written.add(name)
    write(join(output, name), content)
  }
  const compileFile = async name => {
    const path = join(source, name)
    if (name.endsWith('.d.ts') || (!tests && /\.test\.tsx?$/.test(name))) return
    if (bundled.includes(name.replace(/\.ts$/, ''))) return
    if (!name.endsWith('.ts')) return put(name, readFileSync(path))
    const base = name.slice(0, -3)
    const { code, map } = await transform(readFileSync(path, 'utf8'), {
      loader: 'ts',
      format: 'esm',
      target,
      sourcefile: relative(dirname(join(output, name)), path),
      sourcemap: 'external',
      sourcesContent: false,
      tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    })
    const linked = tests ? forTests(code, join(output, name)) : code
    put(`${base}.js`, `${linked}//# sourceMappingURL=${base.split('/').at(-1)}.js.map\n`)
    put(`${base}.js.map`, map)
  }
  await Promise.all(filesBelow(source).map(compileFile))
  for (const name of filesBelow(output)) if (!written.has(name)) rmSync(join(output, name))
}

/**
 * .src/ and .test/ are as deep as src/ and test/, so that what is found beside a source is found beside its compiled
 * form.
 */
const compile = async (workspace, tests) => {
  const into = (from, to, bundled) => compileFolder(join(workspace, from), join(workspace, to), tests, bundled)
  if (tests) await Promise.all([into('src', '.src', []), into('test', '.test', [])])
  else await into('src', 'dist', bundledIn(workspace))
}

const named = process.argv.slice(2).filter(word => word !== '--tests')
const tests = process.argv.includes('--tests')
const workspaces = named.length > 0 ? named : [process.cwd()]
if (!workspaces.every(workspace => existsSync(join(workspace, 'package.json')) && statSync(workspace).isDirectory())) {
  throw new Error('Run it in a workspace, or name workspaces')
}
try {
  await Promise.all(workspaces.map(workspace => compile(resolve(workspace), tests)))
  if (!tests) await bundleProcesses(workspaces)
} catch (error) {
  // esbuild has said what and where.
  console.error(error.message)
  process.exitCode = 1
}
