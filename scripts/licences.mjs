import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal, root, runScript } from './install.mjs'

// node scripts/licences.mjs [--check]: writes docs/licences.md, the licences of what runs in production; --check only
// says whether it is stale. A licence that is neither permissive nor allowed below by name and reason is a fault.

const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Python-2.0',
  'Unlicense',
])

/** Not permissive, or not said in package.json. One that nothing needs any longer is a fault, too. */
const allowed = [
  {
    packages: /^@img\/sharp-(libvips|wasm32|win32)/,
    licence: /LGPL-3\.0-or-later/,
    reason: 'libvips, a shared library of its own beside sharp, unchanged and replaceable: what the LGPL asks for.',
  },
  {
    packages: /^@fontsource\/do-hyeon$/,
    licence: /^OFL-1\.1$/,
    reason: 'A font for covers, used unchanged and not sold by itself.',
  },
  {
    packages: /^(humanize-number|only|stickyfill)$/,
    licence: /^none$/,
    means: 'MIT',
    reason: 'MIT by its readme; package.json is silent.',
  },
  { packages: /^decko$/, licence: /^none$/, means: 'MIT', reason: 'MIT by its LICENSE; package.json is silent.' },
]

/** What older packages write for a name of SPDX. */
const meant = { 'Apache 2.0': 'Apache-2.0', BSD: 'BSD-3-Clause' }

const packageOf = path => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** As the package says it itself where it is installed; those of other platforms are known from the lock alone. */
const licenceOf = (path, locked) => {
  const file = join(root, path, 'package.json')
  const { license = locked, licenses } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const said = license ?? licenses?.map(one => one.type ?? one).join(' OR ')
  const text = typeof said === 'object' ? said?.type : said
  return meant[text] ?? text ?? 'none'
}

/** All of `A AND B`, any of `A OR B`. */
const isPermissive = licence => {
  const plain = licence.replace(/^\((.*)\)$/, '$1')
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isPermissive)
  if (plain.includes(' AND ')) return plain.split(' AND ').every(isPermissive)
  return permissive.has(plain)
}

const production = () =>
  Object.entries(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link)
    .map(([path, { version, license }]) => ({ name: packageOf(path), version, licence: licenceOf(path, license) }))

const write = packages => {
  const uses = new Set()
  const faults = []
  const byLicence = new Map()
  for (const { name, version, licence } of packages) {
    const exception = allowed.find(one => one.packages.test(name) && one.licence.test(licence))
    if (exception) uses.add(exception)
    else if (!isPermissive(licence)) faults.push(`${name} ${version}: ${licence}`)
    const group = exception?.means ?? licence
    byLicence.set(group, (byLicence.get(group) ?? new Set()).add(`${name} ${version}`))
  }
  for (const one of allowed)
    if (!uses.has(one)) faults.push(`nothing needs the exception for ${one.packages} any longer`)
  if (faults.length > 0) throw new Refusal(`Licences that nobody has allowed:\n${faults.join('\n')}`)

  const groups = [...byLicence].sort(([, one], [, other]) => other.size - one.size)
  const sorted = names => [...names].sort((one, other) => (one < other ? -1 : 1))
  return `# Licences

Of everything that is installed without development dependencies, on any platform: \`node scripts/licences.mjs\` writes this from \`package-lock.json\` and what the packages say of themselves. \`.ci/run\` fails where it is stale, or where a
licence is neither permissive nor allowed below.

| licence | packages |
|---|---|
${groups.map(([licence, names]) => `| ${licence} | ${names.size} |`).join('\n')}

## Allowed by name

${allowed.map(({ packages, reason }) => `- \`${packages.source}\`: ${reason}`).join('\n')}

${groups.map(([licence, names]) => `## ${licence}\n\n${sorted(names).join(', ')}`).join('\n\n')}
`
}

await runScript(async () => {
  const [flag, ...more] = process.argv.slice(2)
  if (more.length > 0 || (flag !== undefined && flag !== '--check'))
    throw new Refusal('Usage: node scripts/licences.mjs [--check]')
  const file = join(root, 'docs', 'licences.md')
  const text = write(production())
  if (flag === undefined) writeFileSync(file, text)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text)
    throw new Refusal('docs/licences.md is stale: node scripts/licences.mjs')
})
