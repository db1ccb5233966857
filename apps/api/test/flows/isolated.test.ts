import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { stack } from './stack.js'

const entry = fileURLToPath(new URL('../../../worker/dist/isolated.js', import.meta.url))

t.test('a process for jobs that run alone ends with its worker, also when that goes while it starts', async t => {
  const { env } = await stack(t)
  const start = () =>
    fork(entry, [String(process.pid)], {
      execArgv: [],
      env: { PATH: process.env.PATH, PUBLIC_URL: 'http://127.0.0.1:8000', ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
  const early = start()
  early.disconnect()
  t.same(await once(early, 'exit'), [0, null])

  const late = start()
  // Nothing has this id: it says so, and is ready for the next.
  late.send({ id: 1, queue: 'playlists.compose' })
  t.same(await once(late, 'message').then(([word]) => word), { ended: 1 })
  late.disconnect()
  t.same(await once(late, 'exit'), [0, null])
})
