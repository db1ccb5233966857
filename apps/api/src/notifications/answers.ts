import { actorsNamed, type NotificationRow } from '@mudig/db/notifications/notifications'
import type { Language } from '@mudig/shared/core/language'
import { cutText } from '@mudig/shared/core/text'
import { notificationText } from '@mudig/shared/notifications/text'

/** What a post is called in a sentence: the beginning of its first line. */
const beginningOf = (text: string): string => {
  const [line = ''] = text.split('\n', 1)
  const cut = cutText(line, { characters: 30, codePoints: 60 })
  return cut === line.trimEnd() ? cut : `${cut}…`
}

/** A row as the wire has it, with its sentence. */
export const toNotification = (row: NotificationRow, language: Language) => {
  const { id, seq, kind, playlist, track, post, product, set, review, chatroom_id, is_read, created_at, updated_at } =
    row
  // Fewer than fit were found where the others have left: then these are all there are. Otherwise the count may hold
  // some who have left lately.
  const actor_count = row.actors.length < actorsNamed ? row.actors.length : row.actor_count
  return {
    id,
    seq,
    kind,
    text: notificationText(
      {
        kind,
        names: row.actors.map(actor => actor.name),
        count: actor_count,
        title:
          playlist?.title ??
          track?.title ??
          product?.name ??
          set?.name ??
          review?.title ??
          (post ? beginningOf(post.text) : ''),
      },
      language,
    ),
    actors: row.actors.map(actor => ({ id: actor.id, name: actor.name, image: actor.image })),
    actor_count,
    playlist,
    track,
    post,
    product,
    set,
    review,
    chatroom_id,
    comment_id: row.actors[0]?.comment_id ?? null,
    is_read,
    created_at,
    updated_at,
  }
}
