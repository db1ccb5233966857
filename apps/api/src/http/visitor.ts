import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { clientNetwork } from './client-network.js'

const visitorBytes = 16

/**
 * Who comes, without saying who: an account, or else a network and a browser on this day, so that nobody can be followed
 * from one day to the next.
 * @param purpose keeps what is counted for one thing apart from what is counted for another
 * @returns asked with 0 for whoever has not signed in
 */
export const visitorOf = (app: FastifyInstance, purpose: string) => {
  const key = createHmac('sha256', app.config.jwtSecret).update(purpose).digest()
  return (request: FastifyRequest, viewer: number): Buffer => {
    const day = new Date().toISOString().slice(0, 10)
    const said =
      viewer > 0
        ? `account ${viewer}`
        : ['somebody', day, clientNetwork(request.ip), request.headers['user-agent']].join(' ')
    return createHmac('sha256', key).update(said).digest().subarray(0, visitorBytes)
  }
}
