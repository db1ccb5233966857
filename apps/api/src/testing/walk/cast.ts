import { follow } from '@mudig/db/accounts/follows'
import { settleAct } from '@mudig/db/domains'
import { rate } from '@mudig/db/films/opinions'
import { openRoom } from '@mudig/db/messages/room-changes'
import { send } from '@mudig/db/messages/send'
import { writeToRoom } from '@mudig/db/messages/write'
import { setPositive } from '@mudig/db/reviews/sentiment'
import { aLike, aPlaylist } from '@mudig/db/testing/playlists'
import { aPost, aPostComment, type TestPost } from '@mudig/db/testing/posts'
import { aProduct } from '@mudig/db/testing/products'
import { aReview } from '@mudig/db/testing/reviews'
import { aSet } from '@mudig/db/testing/sets'
import { aTrack, aTrackFile } from '@mudig/db/testing/tracks'
import { writeCharts } from '@mudig/db/tracks/charts'
import { sayPlaying } from '@mudig/db/tracks/now-playing'
import type { TestApp } from '../app.js'
import { aListener, type Listener } from '../listeners.js'

/**
 * What stands in everything of one person: in what they are called and say of themselves, in what they made, in what they
 * said among others, and in what they wrote to the viewer. Words that nothing else has.
 */
export const planted = { name: 'quokka', thing: 'zebrafish', said: 'axolotl' } as const
export type Planted = keyof typeof planted

export interface Cast {
  /** Who looks. */
  viewer: Listener & { handle: string }
  /** Whose things are looked for. */
  person: Listener & { handle: string }
  /** Somebody else, under whose things the person spoke and liked. */
  third: Listener & { handle: string }
  playlist: { id: number; slug: string }
  track: { id: number; slug: string }
  post: TestPost
  product: { id: number; uuid: string }
  set: { id: number }
  /** Of a film that the third has reviewed, too. */
  review: { id: number; film: number }
  /** Of the viewer. */
  mine: { set: number }
  /** Of the third. */
  theirs: { playlist: number; track: number; set: number; post: TestPost; thread: TestPost; review: number }
  /** The person's, on those. */
  said: { playlist: number; track: number; post: TestPost; reply: TestPost; review: number }
  /** Of the viewer with the person. */
  conversation: number
  /** The third's, in which all are, and in which the person had the last word. */
  room: string
}

const named = async (test: TestApp, name: string) => {
  const one = await aListener(test, name)
  const { handle } = await test.db
    .selectFrom('users')
    .select('handle')
    .where('id', '=', one.id)
    .executeTakeFirstOrThrow()
  return { ...one, handle: handle! }
}

/** A world in which one person has something of everything, and the viewer follows them. */
export const cast = async (test: TestApp): Promise<Cast> => {
  const { db } = test
  const viewer = await named(test, 'viewer')
  const person = await named(test, planted.name)
  const third = await named(test, 'third')
  const act = <T>(fn: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) =>
    db.transaction().execute(fn) as Promise<T>
  await db
    .updateTable('users')
    .set({ about: `I am ${planted.name}`, genre: '인디' })
    .where('id', '=', person.id)
    .execute()
  const mine = await aPlaylist(db, viewer.id, { title: 'mine' })
  const myPost = await aPost(db, viewer.id, { text: 'mine' })
  await act(trx => follow(trx, third.id, person.id))
  await act(trx => follow(trx, person.id, third.id))
  await act(trx => follow(trx, person.id, viewer.id))

  const playlist = await aPlaylist(db, person.id, { title: planted.thing, content: planted.thing })
  const track = await aTrack(db, person.id, { title: planted.thing, description: planted.thing, tags: [planted.thing] })
  await aTrackFile(db, track, 'aac', {
    bytes: 9,
    content_type: 'audio/mp4',
    segments: { init: 1, segments: [[1, 8, 6_000]] },
  })
  const post = await aPost(db, person.id, { text: planted.thing, tags: [planted.thing] })
  const product = await aProduct(db, person.id, { name: planted.thing })
  const set = await aSet(db, person.id, [track], { name: planted.thing, description: planted.thing })
  const review = await aReview(db, person.id, { content: planted.thing })
  const { text_hash } = await db
    .selectFrom('reviews')
    .select('text_hash')
    .where('id', '=', review.id)
    .executeTakeFirstOrThrow()
  await act(trx => setPositive(trx, { review_id: review.id, text_hash }, true))
  await act(trx => rate(trx, { film: review.film, user: person.id }, 35))
  const theirTrack = await aTrack(db, third.id, { title: 'theirs', tags: ['theirs'] })
  const theirs = {
    playlist: await aPlaylist(db, third.id, { title: 'theirs' }),
    track: theirTrack,
    set: (await aSet(db, third.id, [theirTrack, track])).id,
    post: await aPost(db, third.id, { text: 'theirs' }),
    review: (await aReview(db, third.id, { content: 'theirs', film: review.film })).id,
  }
  const thread = await aPostComment(db, third.id, theirs.post.id, { content: 'a thread' })
  const said = {
    playlist: (await aPostComment(db, person.id, theirs.playlist, { content: planted.said })).id,
    track: (await aPostComment(db, person.id, theirs.track, { content: planted.said })).id,
    post: await aPostComment(db, person.id, theirs.post.id, { content: planted.said }),
    reply: await aPostComment(db, person.id, theirs.post.id, { content: planted.said, parent: thread.id }),
    review: (await aPostComment(db, person.id, theirs.review, { content: planted.said })).id,
  }
  await aPostComment(db, person.id, theirs.set, { content: planted.said })
  await db.updateTable('subject_comments').set({ position_ms: 1_000 }).where('id', '=', said.track).execute()
  for (const liked of [mine, theirs.playlist]) await aLike(db, person.id, liked)
  for (const { id } of [myPost, theirs.post])
    await db.insertInto('subject_likes').values({ subject_id: id, user_id: person.id, kind: 'post' }).execute()
  for (const { id } of [thread, said.reply])
    await db.insertInto('comment_likes').values({ comment_id: id, user_id: person.id }).execute()
  await aLike(db, third.id, playlist)
  await db.insertInto('reposts').values({ user_id: person.id, track_id: theirs.track }).execute()
  const { conversation_id } = await act<{ conversation_id: number }>(trx =>
    send(trx, { sender: person.id, recipient: viewer.id, content: planted.said }),
  )
  const { room } = await act<{ room: string }>(trx =>
    openRoom(trx, third.id, { handles: [viewer.handle, person.handle] }),
  )
  await writeToRoom(db, { room, sender: person.id, text: planted.said })
  const told = await aPostComment(db, person.id, mine, { content: planted.said })
  await act(trx => settleAct(trx, { v: 1, act: 'like', user_id: person.id, playlist_id: mine }))
  await act(trx => settleAct(trx, { v: 1, act: 'comment', comment_id: told.id }))
  await act(trx => settleAct(trx, { v: 1, act: 'follow', follower: person.id, followee: viewer.id }))
  const tracks = await db.selectFrom('tracks').select('id as track_id').execute()
  const day = new Date().toISOString().slice(0, 10) as unknown as Date
  await db
    .insertInto('track_days')
    .values(tracks.map(one => ({ ...one, day, plays: 5, listeners: 5 })))
    .execute()
  await writeCharts(db)
  await sayPlaying(db, person.id, track)
  const slugOf = async (table: 'playlists' | 'tracks', id: number) =>
    (await db.selectFrom(table).select('slug').where('id', '=', id).executeTakeFirstOrThrow()).slug
  return {
    viewer,
    person,
    third,
    playlist: { id: playlist, slug: await slugOf('playlists', playlist) },
    track: { id: track, slug: await slugOf('tracks', track) },
    post,
    product,
    set,
    review,
    mine: { set: (await aSet(db, viewer.id, [])).id },
    theirs: { ...theirs, thread },
    said,
    conversation: conversation_id,
    room,
  }
}
