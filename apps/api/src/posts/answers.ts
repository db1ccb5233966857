import type { PostPicture } from '@mudig/db/posts/pictures'
import type { PostRow } from '@mudig/db/posts/posts'
import type { FastifyRequest } from 'fastify'
import { viewerId } from '../http/auth.js'
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
