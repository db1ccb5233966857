import { readFile } from 'node:fs/promises'
import type { FastifyPluginAsync } from 'fastify'

/** Beside `src` and `dist` alike. */
const ownFile = (name: string) => new URL(`../../assets/player/${name}`, import.meta.url)

/** The files of the player by their names; the package's own build draws the waveform. */
const files: Readonly<Record<string, { type: string; place: () => URL }>> = {
  'player.js': { type: 'text/javascript', place: () => ownFile('player.js') },
  'plays.js': { type: 'text/javascript', place: () => ownFile('plays.js') },
  'player.css': { type: 'text/css', place: () => ownFile('player.css') },
  'wavesurfer.js': { type: 'text/javascript', place: () => new URL(import.meta.resolve('wavesurfer.js')) },
}

/** What the player's page loads, each read once. */
export const playerFiles: FastifyPluginAsync = async app => {
  for (const [name, { type, place }] of Object.entries(files)) {
    let reading: Promise<Buffer> | undefined
    app.get(`/player/${name}`, { schema: { hide: true } }, async (_request, reply) => {
      reading ??= readFile(place())
      return reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=3600')
        .send(await reading)
    })
  }
}
