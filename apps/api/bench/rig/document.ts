import { readFileSync, writeFileSync } from 'node:fs'

const document = new URL('../../../../docs/benchmarks.md', import.meta.url)

/** Replaces what stands between `<!-- name -->` and `<!-- /name -->` in docs/benchmarks.md. */
export const writeSection = (name: string, text: string): void => {
  const before = readFileSync(document, 'utf8')
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = before.indexOf(begin)
  const to = before.indexOf(end)
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no ${begin} … ${end}`)
  writeFileSync(document, `${before.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${before.slice(to)}`)
}
