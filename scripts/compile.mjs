import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'

// Turns src/ of the given workspaces (or of the one it is run in) into dist/: types are stripped file by file, which
// takes a fraction of a second where tsc takes half a minute for all five on two cores; `npm run types` checks them.
// Other files, like fonts, go along unchanged.

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

export const compile = async workspace => {
  const source = join(workspace, 'src')
  const output = join(workspace, 'dist')
  const written = new Set()
  const put = (name, content) => {
    written.add(name)
    write(join(output, name), content)
  }
  const compileFile = async name => {
    const path = join(source, name)
    if (/\.test\.tsx?$|\.d\.ts$/.test(name)) return
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
    put(`${base}.js`, `${code}//# sourceMappingURL=${base.split('/').at(-1)}.js.map\n`)
    put(`${base}.js.map`, map)
  }
  await Promise.all(filesBelow(source).map(compileFile))
  for (const name of filesBelow(output)) if (!written.has(name)) rmSync(join(output, name))
}

const workspaces = process.argv.length > 2 ? process.argv.slice(2) : [process.cwd()]
if (!workspaces.every(workspace => existsSync(join(workspace, 'package.json')) && statSync(workspace).isDirectory())) {
  throw new Error('Run it in a workspace, or name workspaces')
}
try {
  for (const workspace of workspaces) await compile(workspace)
} catch (error) {
  // esbuild has said what and where.
  console.error(error.message)
  process.exitCode = 1
}
