import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal, root, runScript } from './install.mjs'

// npm run test:faults [-- --short] [-- file.test.ts …]: real processes, killed, frozen and cut off; prints what was
// injected and what was counted.

const folder = join('apps', 'api', 'test', 'faults')

await runScript(async () => {
  const wanted = process.argv.slice(2)
  const short = wanted.includes('--short')
  const unknown = wanted.filter(word => word.startsWith('-') && word !== '--short')
  if (unknown.length > 0)
    throw new Refusal(`Unknown: ${unknown.join(' ')}. There is --short, and names of files in ${folder}.`)
  const named = wanted.filter(word => !word.startsWith('-'))
  const files = readdirSync(join(root, folder)).filter(
    name => name.endsWith('.test.ts') && (named.length === 0 || named.includes(name)),
  )
  if (files.length === 0) throw new Refusal(`There is no ${named.join(', ')} in ${folder}.`)
  // One after the other: each wants the machine for itself.
  const child = spawn(
    process.execPath,
    [join(root, 'scripts', 'test.mjs'), '--jobs', '1', '--timeout', '3600', ...files.map(name => join(folder, name))],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...(short && { FAULTS_SHORT: '1' }) },
    },
  )
  return new Promise(done => child.once('close', code => done(code ?? 1)))
})
