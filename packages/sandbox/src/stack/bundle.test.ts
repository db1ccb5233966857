import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import t from 'tap'
import { root } from './config.js'

const { keepSources } = (await import(pathToFileURL(join(root, 'scripts', 'source-map.mjs')).href)) as {
  keepSources(map: SourceMapPayload, isKept: (source: string) => boolean): SourceMapPayload
}

t.test('a map without its packages leads to the same lines of what is left', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'mudig-map-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const files = {
    'main.js': "import { a } from './a.js'\nimport { p } from 'p'\n\nconsole.log(a('한글'),\n  p(1))\n",
    'a.js': 'const before = 1\nexport const a = text => {\n  return text + before\n}\n',
    'node_modules/p/index.js': 'let count = 0\nexport const p = n => {\n  count += n\n  return count\n}\n',
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  for (const minifyWhitespace of [false, true]) {
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: ['main.js'],
      outdir: 'out',
      bundle: true,
      format: 'esm',
      sourcemap: true,
      minifyWhitespace,
      write: false,
    })
    const [map, code] = outputFiles.map(({ text }) => text)
    const whole = JSON.parse(map ?? '') as SourceMapPayload
    t.ok(whole.sources.some(source => source.includes('node_modules/')))
    const kept = keepSources(whole, source => !source.includes('node_modules/'))
    t.same(kept.sources, ['../a.js', '../main.js'])
    const [before, after] = [new SourceMap(whole), new SourceMap(kept)]
    const counts = { own: 0, packages: 0 }
    for (const [line, text] of (code ?? '').split('\n').entries()) {
      for (let column = 0; column < text.length; column++) {
        const was = before.findEntry(line, column) as { originalSource?: string; originalLine?: number }
        const is = after.findEntry(line, column) as { originalSource?: string; originalLine?: number }
        if (was.originalSource?.includes('node_modules/')) {
          counts.packages++
          if (is.originalSource !== undefined)
            t.fail(`${line}:${column} of a package is said to be at ${is.originalSource}`)
        } else if (was.originalSource !== undefined) {
          counts.own++
          if (is.originalSource !== was.originalSource || is.originalLine !== was.originalLine)
            t.same(is, was, `${line}:${column}`)
        }
      }
    }
    t.ok(counts.own > 40 && counts.packages > 20, JSON.stringify(counts))
  }
})
