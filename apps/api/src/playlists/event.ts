import { randomInt } from 'node:crypto'
import { findGenre } from '@mudig/db/profiles/profiles'
import type { FastifyRequest } from 'fastify'

/** For listeners whose profile names no genre: the one that most of the front end's listeners dig for. */
const usualGenre = 'K-POP'
/** Longer ones are no genre that a dig takes. */
const longestGenre = 50

/** One of the genres that the listener's profile names, each as likely as any other. */
export const drawGenre = async ({ server, user }: FastifyRequest): Promise<string> => {
  const named = (await findGenre(server.db, user.id)).split(',').map(genre => genre.trim())
  const genres = [...new Set(named.filter(genre => genre !== '' && [...genre].length <= longestGenre))]
  return genres.length === 0 ? usualGenre : genres[randomInt(genres.length)]!
}
