import { existsSync, globSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { loadedByName, readAsFiles, withFiles } from './packages-with-files.mjs'

// Run in the image's build, by its Node: takes out of node_modules what the bundles hold already, builds of native parts
// for other systems, and what no process reads. What is left is what scripts/packages-with-files.mjs names, with all that
// it needs.

const root = process.cwd()
const shelves = globSync('{.,apps/*,packages/*}/node_modules').map(path => resolve(path))

/** The folders of packages on a shelf; links to workspaces are none. */
const packagesOn = shelf =>
  readdirSync(shelf, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@')
        ? readdirSync(join(shelf, name), { withFileTypes: true })
            .filter(entry => entry.isDirectory())
            .map(entry => join(name, entry.name))
        : [name],
    )

const matches = (name, patterns) =>
  patterns.some(pattern => (pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern))

/** As Node looks for a package: on the shelves from there upwards. */
const find = (name, from) => {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name)
    if (existsSync(place)) return place
  }
  return undefined
}

const kept = new Set()
const keep = (place, withDependencies) => {
  if (kept.has(place)) return
  kept.add(place)
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'))
  if (!withDependencies) return
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const needed = find(name, place)
    if (needed !== undefined) keep(needed, true)
  }
}

const installed = shelves.flatMap(shelf => packagesOn(shelf).map(name => ({ name, place: join(shelf, name) })))
for (const { name, place } of installed) if (matches(name, [...withFiles, ...loadedByName])) keep(place, true)
for (const { name, place } of installed) if (readAsFiles.includes(name)) keep(place, false)
for (const { place } of installed) if (!kept.has(place)) rmSync(place, { recursive: true })

const { platform, arch } = process
for (const folder of globSync('node_modules/**/prebuilds/*')) {
  const [system, machines = ''] = folder.slice(folder.lastIndexOf('/') + 1).split('-')
  if (system !== platform || !machines.split('+').includes(arch)) rmSync(folder, { recursive: true })
}
for (const file of globSync('node_modules/**/*.{c,cc,cpp,h,hpp,map,d.ts,d.mts,d.cts}'))
  rmSync(file, { recursive: true })
console.log(`${kept.size} of ${installed.length} packages are kept`)
