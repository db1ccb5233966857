import type { preValidationAsyncHookHandler } from 'fastify'

/** For `preValidation`: requests whose fields are all optional may come without a body. */
export const mayBeEmpty: preValidationAsyncHookHandler = async request => {
  request.body ??= {}
}
