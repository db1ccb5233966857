import { createHmac } from 'node:crypto'
import type { PostPicture } from '@mudig/db/posts/pictures'
import type { PostRow } from '@mudig/db/posts/posts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { viewerId } from '../http/auth.js'
import { clientNetwork } from '../http/client-network.js'
import { picturesAt } from '../objects/addresses.js'

/** Ids begin at 1. */
const nobody = 0

/** Who asks, on a route with `optionalUser`; 0 for nobody. */
export const viewerOf = (request: FastifyRequest): number => viewerId(request) ?? nobody

/** A post as the wire has it. */
export const toPost = ({ id: _, seq: __, pictures, ...post }: PostRow) => ({
  ...post,
  status: post.state,
  images: pictures.map(({ key }) => key),
  alt: pictures.map(({ alt }) => alt),
})

/** Pictures as they are kept: their keys by the addresses that clients name, with what they show in words. */
export const picturesOf = (
  request: FastifyRequest,
  images: readonly string[] | undefined,
  alt: readonly string[] = [],
): PostPicture[] | undefined => images && picturesAt(request, images).map((key, n) => ({ key, alt: alt[n] ?? '' }))

/** A category as it is kept: older clients number theirs. */
export const categoryOf = (given: string | number | null | undefined) =>
  typeof given === 'number' ? `${given}` : given

const personBytes = 16

/**
 * Who opens a post, without saying who: an account, or else a network and a browser on this day, so that nobody can be
 * followed from one day to the next.
 */
export const personOf = (app: FastifyInstance) => {
  const key = createHmac('sha256', app.config.jwtSecret).update('readers of posts').digest()
  return (request: FastifyRequest, viewer: number): Buffer => {
    const day = new Date().toISOString().slice(0, 10)
    const said =
      viewer > 0
        ? `account ${viewer}`
        : ['somebody', day, clientNetwork(request.ip), request.headers['user-agent']].join(' ')
    return createHmac('sha256', key).update(said).digest().subarray(0, personBytes)
  }
}
