import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findTagHome, listChart, listFeed, listSongs, listStream, listTags } from '@mudig/db/tracks/lists'
import { foldText } from '@mudig/shared/core/fold-text'
import {
  ChartQuery,
  Feed,
  FeedPage,
  SongList,
  SongPage,
  StreamOffset,
  TagHome,
  TagList,
  TagPage,
} from '@mudig/shared/tracks/list-schemas'
import { Songs } from '@mudig/shared/tracks/schemas'
import { Type } from 'typebox'
import { perMinute } from '../http/rate-limits.js'
import { songAnswers } from './answers.js'
import { viewerOf } from './links.js'

const tags = ['tracks']
/** For whoever has not signed in: so many from one network, in which many may listen. */
const open = perMinute(600)

/** Lists of tracks. Those that are open to anybody say what is mine in them to whoever is signed in. */
export const listRoutes: FastifyPluginAsyncTypebox = async app => {
  const { toSong } = songAnswers(app)
  const folded = (tag: string | undefined) => (tag === undefined ? undefined : foldText(tag))

  app.get(
    '/song/home/:n',
    {
      config: { ...open, seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSongHome',
        summary: 'Ten tracks of each popular tag',
        description: 'What is heard of a tag these days comes first, then its newest.',
        params: Type.Object({
          n: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Nothing; the first clients send it.' }),
        }),
        response: { 200: TagHome },
      },
    },
    async request => {
      const viewer = viewerOf(request)
      const byTag = await findTagHome(app.db, viewer)
      return { song: [...byTag].map(([tag, songs]) => ({ [tag]: songs.map(song => toSong(song, viewer)) })) }
    },
  )

  app.get(
    '/song/streams/:offset',
    {
      config: { ...open, seed: {} },
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getSongStream',
        summary: 'Ten tracks, the newest first',
        description: '`GET /song` has pages that do not move when something new comes.',
        params: StreamOffset,
        response: { 200: Songs },
      },
    },
    async request => {
      const viewer = viewerOf(request)
      const songs = await listStream(app.db, viewer, request.params.offset)
      return { song: songs.map(song => toSong(song, viewer)) }
    },
  )

  app.get(
    '/song',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'listTracks',
        summary: 'Tracks of all, of a tag or of somebody, the newest first',
        querystring: SongPage,
        response: { 200: SongList },
      },
    },
    async request => {
      const viewer = viewerOf(request)
      const { tag, ...page } = request.query
      const { songs, next_cursor } = await listSongs(app.db, viewer, { ...page, tag: folded(tag) })
      return { song: songs.map(song => toSong(song, viewer)), next_cursor }
    },
  )

  app.get(
    '/song/feed',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getFeed',
        summary: 'What the people whom I follow have published and reposted',
        description: 'The latest first. Of somebody who follows more than 2,000 people the latest 2,000 are looked at.',
        querystring: FeedPage,
        response: { 200: Feed },
      },
    },
    async ({ user, query }) => {
      const { songs, next_cursor } = await listFeed(app.db, user.id, query)
      return { song: songs.map(({ seq: _, ...song }) => toSong(song, user.id)), next_cursor }
    },
  )

  app.get(
    '/song/charts',
    {
      config: open,
      onRequest: app.optionalUser,
      schema: {
        tags,
        operationId: 'getChart',
        summary: 'The fifty tracks that are heard most, of all or of a tag',
        description: 'By listeners of each day; later days weigh more. Written anew every ten minutes.',
        querystring: ChartQuery,
        response: { 200: Songs },
      },
    },
    async request => {
      const viewer = viewerOf(request)
      const { tag, days } = request.query
      const songs = await listChart(app.db, viewer, { tag: folded(tag), days })
      return { song: songs.map(song => toSong(song, viewer)) }
    },
  )

  app.get(
    '/tags',
    {
      config: open,
      schema: {
        tags,
        operationId: 'listTags',
        summary: 'Tags that public tracks have, the most popular first',
        querystring: TagPage,
        response: { 200: TagList },
      },
    },
    async ({ query }) => ({ tags: await listTags(app.db, query.limit) }),
  )
}
