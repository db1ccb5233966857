import { addJob } from '@mudig/db/ledger/add'
import { wantSong } from '@mudig/db/music/deferred'
import * as music from '@mudig/db/music/music'
import {
  addComposedSong,
  beginComposing,
  describePlaylist,
  findForCompose,
  finishComposing,
  writeImagePrompt,
} from '@mudig/db/playlists/compose'
import { failDig } from '@mudig/db/playlists/end-dig'
import { subjectOf } from '@mudig/db/playlists/steps'
import { RetryableError } from '@mudig/shared/core/errors'
import { matchMusic } from '@mudig/shared/music/queues'
import { composePlaylist, drawCover, paintCover, paintingPatienceMs } from '@mudig/shared/playlists/queues'
import { Value } from 'typebox/value'
import { type Context, processorOf } from '../runtime/processor.js'
import {
  answerPaths,
  answerSchema,
  asContent,
  asImagePrompt,
  asKeywords,
  asSongName,
  asTitle,
  ComposedSong,
  instructions,
} from './composition.js'

const fewestSongs = 7

/**
 * Streams the composition and uses each part the moment it is complete: the cover starts when its prompt is there, each
 * song's search when the song is, in whatever order they come. Every part is committed by itself under the fence; a
 * retried attempt first takes back what the earlier one wrote.
 */
export const compose = processorOf(composePlaylist, {
  vendors: ['chat'],
  run: async ({ playlist_id }, context) => {
    const { vendors, signal, requestId, job, commit, complete, findOrComplete } = context
    const dig = await findOrComplete((db, lock) => findForCompose(db, playlist_id, { lock }))
    if (!dig) return
    const about = { user_id: dig.writer, subject: subjectOf(dig.id), request_id: requestId }
    await commit(async trx => {
      await beginComposing(trx, dig.id, job.attempt)
      // A replayed failure: the drawing that was to meet the deadline has come and gone.
      if (dig.status === 'failed') {
        await addJob(trx, drawCover, { v: 1, playlist_id }, { ...about, delay_ms: paintingPatienceMs })
      }
    })

    const stream = vendors.chat.streamObject({
      instructions,
      input: JSON.stringify({ situation: dig.situations, genre: dig.genre, year: dig.year, songs: dig.song_goal }),
      schema: answerSchema,
      paths: answerPaths,
      signal,
      requestId,
    })
    const draft: Draft = {}
    let painting = false
    let described = false
    let songs = 0
    for await (const { path, value } of stream) {
      if (path === '$.songs.*') {
        if (songs < dig.song_goal && (await addSong(dig.id, value, songs, context))) songs += 1
      } else if (path === '$.image_prompt') {
        painting ||= await orderPainting(dig, asImagePrompt(value), context)
      } else {
        if (path === '$.title') draft.title = asTitle(value)
        else if (path === '$.content') draft.content = asContent(value)
        else if (path === '$.keywords') draft.keywords = asKeywords(value)
        // A part that comes once more, after all three were told, comes too late.
        if (!described && draft.title && draft.content !== undefined && draft.keywords)
          described = await describe(dig.id, draft, context)
      }
    }

    described ||= await describe(dig.id, draft, context)
    if (!described || !painting) throw new RetryableError('chat_malformed', 'the answer has no description')
    if (songs < fewestSongs) throw new RetryableError('too_few_songs', `only ${songs} usable songs were named`)
    await complete(trx => finishComposing(trx, dig.id))
  },
  failed: async (trx, { playlist_id }, failure) => failDig(trx, playlist_id, failure.code).then(() => undefined),
})

/** What a playlist says about itself, as far as the model has written it. */
interface Draft {
  title?: string
  content?: string
  keywords?: string[]
}

/** Tells what the playlist is called. @returns whether it has a name; without text and keywords it can do */
const describe = async (
  playlistId: number,
  { title = '', content = '', keywords = [] }: Draft,
  { commit }: Context,
): Promise<boolean> => {
  if (title === '') return false
  await commit(trx => describePlaylist(trx, playlistId, { title, content, keywords }))
  return true
}

/** Has the cover painted, for which the prompt is enough. @returns whether there is one */
const orderPainting = async (
  dig: { id: number; writer: number },
  imagePrompt: string,
  { commit, requestId }: Context,
): Promise<boolean> => {
  if (imagePrompt === '') return false
  await commit(async trx => {
    await writeImagePrompt(trx, dig.id, imagePrompt)
    await addJob(
      trx,
      paintCover,
      { v: 1, playlist_id: dig.id },
      { user_id: dig.writer, subject: subjectOf(dig.id), request_id: requestId },
    )
  })
  return true
}

/** A song that is named badly or twice is left out. @returns whether the playlist has one song more */
const addSong = async (
  playlistId: number,
  value: unknown,
  position: number,
  { commit, job, requestId }: Context,
): Promise<boolean> => {
  if (!Value.Check(ComposedSong, value)) return false
  const singer = asSongName(value.singer)
  const song = asSongName(value.song)
  if (singer === undefined || song === undefined) return false
  return commit(async trx => {
    // Locks the song: a search that ends meanwhile either is seen here or sees what is written here.
    const claimed = await music.claimSong(trx, { singer, song })
    const added = await addComposedSong(trx, playlistId, claimed.id, position, job.attempt)
    // It may have waited for days for a call, behind those that are wanted more; now somebody watches.
    if (claimed.state === 'deferred') await wantSong(trx, claimed.id)
    // Also for a song that is named twice: claiming it may have made it pending again after its search had failed.
    if (claimed.state === 'pending' || claimed.state === 'deferred') {
      await addJob(
        trx,
        matchMusic,
        { v: 1, music_id: claimed.id },
        { subject: `music/${claimed.id}`, request_id: requestId },
      )
    }
    return added
  })
}
