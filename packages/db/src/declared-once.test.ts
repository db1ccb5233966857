import { twice } from '@mudig/shared/testing/twice'
import t from 'tap'
import { counters, domains, schedules, searchTexts } from './domains.js'
import { copies, personalTables } from './personal-data.js'

t.test('no two domains declare the same', async t => {
  t.strictSame(twice(domains.map(({ name }) => name)), [], 'names of domains')
  t.strictSame(twice(domains.flatMap(({ subject }) => subject?.name ?? [])), [], 'kinds of subjects')
  t.strictSame(twice(domains.flatMap(({ acts }) => Object.keys(acts ?? {}))), [], 'acts that are settled')
  t.strictSame(twice(schedules.map(({ name }) => name)), [], 'schedules')
  t.strictSame(twice(counters.map(({ name }) => name)), [], 'counters')
  t.strictSame(twice(counters.map(({ table, column }) => `${table}.${column}`)), [], 'columns of counters')
  t.strictSame(twice(domains.flatMap(({ searchTexts }) => Object.keys(searchTexts ?? {}))), [], 'what is searched')
  t.strictSame(twice(Object.values(searchTexts).map(({ number }) => number)), [], 'numbers of search texts')
  t.strictSame(twice(personalTables.map(({ table }) => table)), [], 'tables about people')
  t.strictSame(twice(copies.map(({ name }) => name)), [], 'files of the copy')
})

t.test('what is searched as a subject is one that some domain declares', async t => {
  const kinds = new Set(domains.flatMap(({ subject }) => subject?.name ?? []))
  for (const [name, { subject }] of Object.entries(searchTexts))
    if (subject !== undefined) t.ok(kinds.has(subject), `${name}: ${subject}`)
})
