import type { FastifyRequest } from 'fastify'
import { clientNetwork } from '../http/client-network.js'

/**
 * What sign-ins are counted by: a person who mistypes has some tries, and nobody can lock somebody else out from
 * another network.
 */
export const loginSubject = (request: FastifyRequest, email: string): string => `${email}|${clientNetwork(request.ip)}`
