import { createHmac, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { viewerId } from '../http/auth.js'

/** A signature opens for so long at most; all that are made within an hour end together, so that players find what they have. */
const opensHours = 6
const hourMs = 3_600_000

/** Who or what it opens for: the id of a person, or that of a secret link after an `l`. */
const form = /^(l?[1-9][0-9]{0,15})\.([1-9][0-9]{0,9})\.([A-Za-z0-9_-]{43})$/

/**
 * Players send no tokens. For a track that not everybody may hear, its address bears a signature over the track, who it
 * was made for and when it ends; whoever has it is that person, for that track's files and nothing else.
 */
export const trackLinks = (secret: string) => {
  const key = createHmac('sha256', secret).update('links to tracks').digest()
  const macOf = (track: number, holder: string, ends: string) =>
    createHmac('sha256', key).update(`${track}.${holder}.${ends}`).digest()
  const signFor = (track: number, holder: string, now: number): string => {
    const ends = String((Math.floor(now / hourMs) + opensHours) * 3_600)
    return `${holder}.${ends}.${macOf(track, holder, ends).toString('base64url')}`
  }
  const holderOf = (track: number, signature: string | undefined, now: number): string | undefined => {
    const [, holder, ends, mac] = form.exec(signature ?? '') ?? []
    if (holder === undefined || ends === undefined || mac === undefined) return undefined
    if (!timingSafeEqual(macOf(track, holder, ends), Buffer.from(mac, 'base64url'))) return undefined
    return Number(ends) * 1_000 > now ? holder : undefined
  }
  return {
    sign: (track: number, user: number, now = Date.now()): string => signFor(track, String(user), now),
    /** For whoever has a secret link: it opens until that is ended, too. */
    signForLink: (track: number, link: number, now = Date.now()): string => signFor(track, `l${link}`, now),
    /** For whom it was made; undefined where it was not made for this track, has ended, or is no signature of ours. */
    userOf: (track: number, signature: string | undefined, now = Date.now()): number | undefined => {
      const holder = holderOf(track, signature, now)
      return holder === undefined || holder.startsWith('l') ? undefined : Number(holder)
    },
    /** The secret link that it was made for; undefined as above. */
    linkOf: (track: number, signature: string | undefined, now = Date.now()): number | undefined => {
      const holder = holderOf(track, signature, now)
      return holder?.startsWith('l') ? Number(holder.slice(1)) : undefined
    },
  }
}

/** Ids begin at 1. */
const nobody = 0

/** Who asks, on a route with `optionalUser`; 0 for nobody. */
export const viewerOf = (request: FastifyRequest): number => viewerId(request) ?? nobody

/** Who asks for a track's file: by the signature in the address, or as elsewhere; and with which secret link. */
export const listenerOf = (app: FastifyInstance) => {
  const links = trackLinks(app.config.jwtSecret)
  return (request: FastifyRequest, track: number, signature: string | undefined) => ({
    viewer: links.userOf(track, signature) ?? viewerOf(request),
    link: links.linkOf(track, signature),
  })
}
