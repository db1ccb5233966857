import { ApiError } from '@mudig/shared/core/errors'
import { closeCodes } from '@mudig/shared/messages/frames'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { SignedInUser } from '../../http/auth.js'
import { perMinute } from '../../http/rate-limits.js'
import { tokenOfSocket } from './sign-in.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** What a socket brought along: who it is, or that its token is good for nothing. */
    socketUser: SignedInUser | 'invalid' | undefined
  }
}

export const socketRoute: FastifyPluginAsync = async app => {
  app.decorateRequest('socketUser', undefined)
  app.get(
    '/chats/t',
    {
      websocket: true,
      config: { social: true, ...perMinute(600) },
      schema: { hide: true },
      preHandler: async (request, reply) => {
        request.takesLong = true
        // For the log.
        reply.code(101)
        request.socketUser = await signedIn(request)
      },
    },
    (socket, request) => {
      // A browser learns nothing of an answer that is no socket, so one that cannot go on is closed with the reason.
      if (request.socketUser === 'invalid') socket.close(closeCodes.notSignedIn, 'token invalid')
      else app.chat.open(socket, request.socketUser, request.log)
    },
  )
}

const signedIn = async (request: FastifyRequest): Promise<SignedInUser | 'invalid' | undefined> => {
  const token = tokenOfSocket(request)
  if (token === undefined) return undefined
  try {
    return await request.server.readAccess(token)
  } catch (error) {
    if (error instanceof ApiError) return 'invalid'
    throw error
  }
}
