import formbody from '@fastify/formbody'
import plugin from 'fastify-plugin'
import { isDecodable } from '../http/body-encoding.js'

/** Forms as pages of staff send them. What is no UTF-8 becomes no form at all, which validation refuses. */
export const forms = plugin(async (app, { bodyLimit }: { bodyLimit: number }) => {
  const parser = (text: string) => (isDecodable(text) ? Object.fromEntries(new URLSearchParams(text)) : null)
  await app.register(formbody, { bodyLimit, parser: parser as (text: string) => Record<string, unknown> })
})
