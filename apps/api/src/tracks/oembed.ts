import type { SongRow } from '@mudig/db/tracks/songs'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import { Id } from '@mudig/shared/core/ids'
import { thumbnailKeys, thumbnailSides } from '@mudig/shared/objects/keys'
import { Value } from 'typebox/value'

/** Of the player. */
const size = { width: 600, height: 166 }

const shared = /^\/song\/shared\/([A-Za-z0-9_-]{10,40})\/?$/
const byId = /^\/song\/([1-9][0-9]{0,15})\/?$/

/** Which track an address of ours names; undefined for others. Without a public address any host is believed. */
export const trackOf = (
  address: string,
  publicUrl: string | undefined,
): { slug: string } | { id: number } | undefined => {
  if (!URL.canParse(address)) return undefined
  const { origin, pathname } = new URL(address)
  const base = publicUrl === undefined ? undefined : new URL(publicUrl)
  if (base && origin !== base.origin) return undefined
  const path = base && base.pathname !== '/' ? pathname.slice(base.pathname.replace(/\/$/, '').length) : pathname
  const slug = shared.exec(path)?.[1]
  if (slug !== undefined) return { slug }
  const id = Number(byId.exec(path)?.[1])
  return Value.Check(Id, id) ? { id } : undefined
}

/** Puts the player's page into another page, no larger than that has room for. */
export const oembedOf = (row: SongRow, base: string, room: { maxwidth?: number; maxheight?: number }) => {
  const width = Math.min(size.width, room.maxwidth ?? size.width)
  const height = Math.min(size.height, room.maxheight ?? size.height)
  const { song_id, song_name: title, artist, picture, has_thumbnails } = row
  const thumbnail = picture !== null && has_thumbnails ? thumbnailKeys(picture).medium : undefined
  const player = `${base}/song/${song_id}`
  return {
    version: '1.0' as const,
    type: 'rich' as const,
    provider_name: 'Mudig',
    provider_url: base,
    title,
    author_name: artist.name,
    width,
    height,
    html: `<iframe src="${escapeHtml(player)}" width="${width}" height="${height}" style="border:0" allow="autoplay" loading="lazy" title="${escapeHtml(title)}"></iframe>`,
    ...(thumbnail !== undefined && {
      thumbnail_url: `${base}/media/${thumbnail}`,
      thumbnail_width: thumbnailSides.medium,
      thumbnail_height: thumbnailSides.medium,
    }),
  }
}
