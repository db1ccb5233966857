import { sql } from 'kysely'
import t from 'tap'
import { domains, embeddedTexts } from '../domains.js'
import { testDatabase } from '../testing/database.js'

t.test('what is embedded is a kind of subject, and triggers follow its columns and whether it is shown', async t => {
  const { db } = await testDatabase(t)
  const kinds = new Set(domains.flatMap(({ subject }) => subject?.name ?? []))
  for (const [kind, { table, columns }] of Object.entries(embeddedTexts)) {
    t.ok(kinds.has(kind), kind)
    const { rows } = await sql<{ inserted: boolean; updated: string[] }>`
      select bool_or(tgtype & 4 > 0) as inserted,
        array_agg(distinct a.attname::text) filter (where a.attname is not null) as updated
      from pg_trigger t left join pg_attribute a on a.attrelid = t.tgrelid and a.attnum = any(t.tgattr)
      where t.tgrelid = ${table}::regclass and t.tgfoid = 'vector_text_changed'::regproc`.execute(db)
    t.strictSame(rows, [{ inserted: true, updated: [...columns].sort() }], table)
    const { rows: shown } = await sql`
      select from pg_trigger where tgrelid = 'subjects'::regclass and tgfoid = 'vector_text_changed'::regproc
        and pg_get_triggerdef(oid) like ${`%'${kind}'::text%`}`.execute(db)
    t.equal(shown.length, 1, `${kind} comes to be shown`)
  }
})
