import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { beginCall, trickle } from '../call.js'
import type { SandboxState } from '../state.js'
import { openaiKey, sendMissingKey, sendOpenaiError, sendOpenaiFault, setOpenaiHeaders } from './errors.js'
import { gramDimensions, gramVector } from './gram-vector.js'

interface EmbeddingsRequest {
  model?: string
  input?: string | string[]
  dimensions?: number
}

const mostTexts = 2_048

/** OpenAI's embeddings. A call is logged with its texts, a line each. */
export const registerOpenaiEmbeddings = (app: FastifyInstance, state: SandboxState): void => {
  app.post<{ Body: EmbeddingsRequest }>('/openai/v1/embeddings', async (request, reply) => {
    const { model, input, dimensions = gramDimensions } = request.body ?? {}
    const texts = typeof input === 'string' ? [input] : Array.isArray(input) ? input.map(String) : []
    const key = openaiKey(request)
    const call = await beginCall(state, 'embeddings', request, reply, { key, query: texts.join('\n') })
    setOpenaiHeaders(reply, `req_${randomBytes(16).toString('hex')}`)
    if (!key) return sendMissingKey(reply)
    if (sendOpenaiFault(reply, call)) return reply
    const fault = call.fault?.fault
    if (fault === 'slow_loris') return trickle(reply, call, { 'content-type': 'application/json' }, '{"object": ')
    const complaint =
      fault === 'invalid' || texts.length === 0 || texts.length > mostTexts || texts.includes('')
        ? { message: "'$.input' is invalid.", param: 'input' }
        : !model
          ? { message: 'you must provide a model parameter', param: 'model' }
          : !(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= 4_096)
            ? { message: "'$.dimensions' is invalid.", param: 'dimensions' }
            : undefined
    if (complaint) return sendOpenaiError(reply, 400, { ...complaint, type: 'invalid_request_error' })

    await call.latency(state.latency.embeddings_ms)
    const width = fault === 'other_dimensions' ? dimensions + 1 : dimensions
    const data = texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: gramVector(text, width).map(value => Number(value.toFixed(7))),
    }))
    const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 2), 0)
    return {
      object: 'list',
      // The documentation promises no order.
      data: fault === 'malformed' ? data.slice(1) : data.reverse(),
      model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }
  })
}
