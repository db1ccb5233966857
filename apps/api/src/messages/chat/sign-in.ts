import type { FastifyRequest } from 'fastify'

const bearer = /^Bearer +(\S{1,4096}) *$/i

/** The access token that came with the request for a socket; whoever brings none says it in a frame. */
export const tokenOfSocket = ({ headers }: FastifyRequest): string | undefined =>
  bearer.exec(headers.authorization ?? '')?.[1]
