import { type Kysely, sql } from 'kysely'
import t from 'tap'
import { testDatabase } from '../testing/database.js'
import type { Db } from './client.js'
import { runStatements } from './statements-outside.js'

const places = 6

/** A fill that locks one row a batch, in order. */
const aFill = async (db: Db) => {
  await sql`create table filled (id bigint primary key, times integer not null default 0)`.execute(db)
  await sql`insert into filled (id) select generate_series(1, ${sql.lit(places)})`.execute(db)
  await sql
    .raw(`
      create procedure fill() language plpgsql as $$
      declare
        place bigint := coalesce((select last_id from backfills where name = 'filled'), 0);
      begin
        while place < ${places} loop
          place := place + 1;
          update filled set times = times + 1 where id = place;
          insert into backfills (name, last_id) values ('filled', place) on conflict (name) do update set last_id = excluded.last_id;
          commit;
        end loop;
      end $$`)
    .execute(db)
}

/** Somebody who holds one row after the other. */
const aHolder = async (db: Db) => {
  let held: { release: () => void; ended: Promise<void> } | undefined
  const release = async () => {
    held?.release()
    await held?.ended
    held = undefined
  }
  const hold = async (id: number) => {
    await release()
    await new Promise<void>((resolve, reject) => {
      let end = () => {}
      const kept = new Promise<void>(done => {
        end = done
      })
      const ended = db
        .transaction()
        .execute(async trx => {
          await sql`select from filled where id = ${id} for update`.execute(trx)
          resolve()
          await kept
        })
        .catch(reject)
      held = { release: end, ended }
    })
  }
  return { hold, release }
}

t.test('a fill that gets further may meet more locks than it has attempts', async t => {
  const { db } = await testDatabase(t)
  await aFill(db)
  const holder = await aHolder(db)
  await holder.hold(1)
  let next = 2
  const pauses: number[] = []
  const pause = async (attempt: number) => {
    pauses.push(attempt)
    if (next <= places) await holder.hold(next)
    else await holder.release()
    next += 1
  }
  const run = (connection: Kysely<unknown>) => runStatements(connection, 'call fill();\n', { attempts: 2, pause })
  await db.connection().execute(connection => run(connection as unknown as Kysely<unknown>))
  t.strictSame(pauses, [1, 1, 1, 1, 1, 1])
  const { rows } = await sql<{ times: number }>`select distinct times from filled`.execute(db)
  t.strictSame(rows, [{ times: 1 }], 'and does nothing twice')
})

t.test('what stands still is given up at its last attempt', async t => {
  const { db } = await testDatabase(t)
  await aFill(db)
  const holder = await aHolder(db)
  await holder.hold(3)
  const pauses: number[] = []
  const patience = { attempts: 3, pause: async (attempt: number) => void pauses.push(attempt) }
  const run = (text: string) =>
    db.connection().execute(one => runStatements(one as unknown as Kysely<unknown>, text, patience))
  await t.rejects(run('call fill();\n'), { code: '55P03' })
  t.strictSame(pauses, [1, 2], 'the first had got to the lock')
  pauses.length = 0
  await t.rejects(run('alter table filled add column more integer;\n'), { code: '55P03' })
  t.strictSame(pauses, [1, 2])
  await holder.release()
  await run('-- Nobody is in the way any more.\ncall fill();\n')
  const { rows } = await sql<{ times: number }>`select distinct times from filled`.execute(db)
  t.strictSame(rows, [{ times: 1 }])
})
