import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { clientNetwork } from './client-network.js'

/**
 * Bounds how many forms are under way at once: by network, so that one cannot take all, and in all.
 * @returns counts a form until it is answered; throws ApiError rateLimited, unavailable
 */
export const formsAtOnce = (most: { perNetwork: number; inAll: number }) => {
  const ofNetworks = new Map<string, number>()
  let all = 0
  return ({ ip }: FastifyRequest, { raw }: FastifyReply): void => {
    const network = clientNetwork(ip)
    const others = ofNetworks.get(network) ?? 0
    if (others >= most.perNetwork) throw new ApiError(httpErrors.rateLimited, { retryAfterSeconds: 5 })
    if (all >= most.inAll) throw new ApiError(httpErrors.unavailable, { retryAfterSeconds: 5 })
    all += 1
    ofNetworks.set(network, others + 1)
    raw.once('close', () => {
      all -= 1
      const left = (ofNetworks.get(network) ?? 1) - 1
      if (left > 0) ofNetworks.set(network, left)
      else ofNetworks.delete(network)
    })
  }
}
