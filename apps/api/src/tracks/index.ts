import type { FastifyPluginAsync } from 'fastify'
import { actRoutes } from './act-routes.js'
import { commentRoutes } from './comment-routes.js'
import { completeRoutes } from './complete-routes.js'
import { jobRoutes } from './job-routes.js'
import { listRoutes } from './list-routes.js'
import { nowRoutes } from './now-routes.js'
import { playRoutes } from './play-routes.js'
import { playerFiles } from './player-files.js'
import { rssRoutes } from './rss-routes.js'
import { searchRoutes } from './search-routes.js'
import { secretRoutes } from './secret-routes.js'
import { setActRoutes } from './set-act-routes.js'
import { setRoutes } from './set-routes.js'
import { shareRoutes } from './share-routes.js'
import { songRoutes } from './song-routes.js'
import { statsRoutes } from './stats-routes.js'
import { streamRoutes } from './stream-routes.js'
import { uploadRoutes } from './upload-routes.js'
import { waveformRoutes } from './waveform-routes.js'

export const groups = [
  { name: 'tracks', description: 'Tracks: uploading, hearing and finding them' },
  { name: 'sets', description: 'Sets: tracks in an order, as an album is' },
]

/** Tracks that musicians upload: heard, looked at, liked, commented on, found. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(songRoutes)
  await app.register(listRoutes)
  await app.register(searchRoutes)
  await app.register(streamRoutes)
  await app.register(waveformRoutes)
  await app.register(actRoutes)
  await app.register(commentRoutes)
  await app.register(playRoutes)
  await app.register(nowRoutes)
  await app.register(statsRoutes)
  await app.register(jobRoutes)
  await app.register(setRoutes)
  await app.register(setActRoutes)
  await app.register(shareRoutes)
  await app.register(secretRoutes)
  await app.register(rssRoutes)
  await app.register(playerFiles)
  await app.register(uploadRoutes)
  await app.register(completeRoutes)
}
