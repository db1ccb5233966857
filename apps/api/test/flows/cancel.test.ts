import { shownPictures } from '@mudig/db/testing/objects'
import t from 'tap'
import { stack } from './stack.js'

for (const [vendor, stage] of [
  ['chat', 'composing'],
  ['youtube', 'matching songs'],
  ['karlo', 'waiting for the painting'],
] as const) {
  t.test(`a dig is cancelled while ${stage}`, async t => {
    const { startApi, startWorker, listener, vendors, db, untilIdle } = await stack(t)
    const [api] = await Promise.all([startApi(), startWorker()])
    const me = await listener(api.url)
    await vendors.hold({ vendor })
    const { body } = await me.dig()
    await vendors.untilHeld(vendor)
    const watching = me.watch(body.job.id)
    t.match((await me.call('DELETE', `/playlist/jobs/${body.job.id}`)).body, {
      status: 'cancelled',
      error: { code: 'cancelled' },
    })
    t.match((await watching).at(-1), { event: 'failed', data: { code: 'cancelled' } })
    await vendors.release()
    await untilIdle()
    t.match((await me.call('GET', `/playlist/jobs/${body.job.id}`)).body, { status: 'cancelled' }, 'and stays so')
    t.same(await shownPictures(db).select('key').execute(), [])
    t.match((await me.call('DELETE', `/playlist/jobs/${body.job.id}`)).status, 200, 'again is no error')
    t.match((await me.untilEnded((await me.dig('다음')).body.job.id)).status, 'ready', 'the next dig is as ever')
  })
}

t.test('a dig is cancelled before a worker sees it', async t => {
  const { startApi, startWorker, listener, vendors, untilIdle } = await stack(t)
  const api = await startApi()
  const me = await listener(api.url)
  const { body } = await me.dig()
  t.match((await me.call('DELETE', `/playlist/jobs/${body.job.id}`)).body, { status: 'cancelled' })
  await startWorker()
  await untilIdle()
  t.same(await vendors.calls(), [], 'nobody was asked')
})

t.test('two listeners wait for one song: cancelling one does not take it from the other', async t => {
  const { startApi, startWorker, listener, vendors } = await stack(t)
  const [api] = await Promise.all([startApi(), startWorker()])
  const [one, two] = await Promise.all([listener(api.url), listener(api.url)])
  const songs = Array.from({ length: 7 }, (_, index) => ({ singer: 'The Same', song: `Song ${'ABCDEFG'[index]}` }))
  await vendors.answer(
    { title: '같은', content: '', keywords: ['a', 'b', 'c'], image_prompt: 'Oil painting', songs },
    'always',
  )
  await vendors.hold({ vendor: 'youtube' })
  const [first, second] = [await one!.dig(), await two!.dig()]
  await vendors.untilHeld('youtube', 7)
  await one!.call('DELETE', `/playlist/jobs/${first.body.job.id}`)
  await vendors.release()
  t.match(await two!.untilEnded(second.body.job.id), { status: 'ready' })
  const detail = await two!.call('GET', `/playlist/detail/${second.body.playlist.id}`)
  t.ok(detail.body.music.every((song: { information: string | null }) => song.information !== null))
})
