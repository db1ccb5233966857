import { randomBytes, randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { voiceSchemaName } from '@mudig/shared/reviews/voices'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { CatalogueSong } from '../../catalogue/catalogue.js'
import { hash32, seededRandom } from '../../catalogue/random.js'
import { beginCall, type Call, CallAbandoned, trickle } from '../call.js'
import type { SandboxState } from '../state.js'
import { openaiKey, sendMissingKey, sendOpenaiError, sendOpenaiFault, setOpenaiHeaders } from './errors.js'
import { type JsonSchema, shapeBySchema, strictFault } from './json-schema.js'
import { answerPlaylist, type PlaylistAnswer, wishOf } from './playlist-answer.js'
import { answerVoice } from './review-voice.js'
import { answerSentiment } from './sentiment-answer.js'

interface ChatRequest {
  model?: string
  messages?: { role: string; content: string | { type: string; text?: string }[] }[]
  stream?: boolean
  stream_options?: { include_usage?: boolean } | null
  seed?: number | null
  max_tokens?: number | null
  max_completion_tokens?: number | null
  response_format?: { type: string; json_schema?: { name?: string; strict?: boolean; schema?: JsonSchema } }
}

/** One completion as it will be told: its pieces in order and how it ends. */
interface Completion {
  pieces: string[]
  asRefusal: boolean
  finishReason: 'stop' | 'length' | 'content_filter'
  /** The socket dies after the pieces. */
  cut: boolean
  promptTokens: number
}

const songsBeforeTheEnd = 2
const firstTokenShare = 0.12

const textOf = (content: string | { type: string; text?: string }[] | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('\n')

/** Pieces of one to four characters, as tokens come. */
const piecesOf = (text: string): string[] => {
  const random = seededRandom(hash32(text))
  const characters = [...text]
  const pieces: string[] = []
  for (let at = 0; at < characters.length; ) {
    const length = 1 + Math.floor(random() * 4)
    pieces.push(characters.slice(at, at + length).join(''))
    at += length
  }
  return pieces
}

/** The character after the nth complete song of a playlist's JSON, or the length of the text when it has fewer. */
const endOfSong = (text: string, songs: number): number => {
  const list = /"(?:songs|music|tracks|playlist)":\[/.exec(text)
  if (!list) return Math.floor(text.length * 0.6)
  let at = list.index + list[0].length
  for (let n = 0; n < songs; n++) {
    const end = text.indexOf('}', at)
    if (end < 0) return text.length
    at = end + 1
  }
  return at
}

/** A song told again is written a little differently each time, as models do. */
const repeatSongs = (answer: PlaylistAnswer): PlaylistAnswer => {
  const distinct = answer.songs.slice(0, Math.max(1, Math.ceil(answer.songs.length / 2)))
  const again = distinct.map(({ singer, song }) => ({ singer: `${singer} `, song: song.toUpperCase() }))
  return { ...answer, songs: [...distinct, ...again].slice(0, answer.songs.length) }
}

const contentOf = (
  catalogue: readonly CatalogueSong[],
  body: ChatRequest,
  userText: string,
  scripted: string | undefined,
  fault?: string,
): string => {
  if (fault === 'malformed') return 'Sure! Here is a playlist for you:\n{title: "밤", songs: [IU - '
  if (scripted !== undefined) return scripted
  const schema = body.response_format?.json_schema?.schema
  if (schema?.properties?.sentiment) return JSON.stringify(shapeBySchema(schema, answerSentiment(userText)))
  if (body.response_format?.json_schema?.name === voiceSchemaName) return JSON.stringify(answerVoice(userText))
  const answer = answerPlaylist(catalogue, wishOf(userText), body.seed ?? randomInt(2 ** 31))
  const told =
    fault === 'too_few_songs'
      ? { ...answer, songs: answer.songs.slice(0, 2) }
      : fault === 'repeats'
        ? repeatSongs(answer)
        : answer
  return JSON.stringify(schema ? shapeBySchema(schema, told) : told)
}

/** What the completion will say, its faults included. */
const completionOf = (content: string, body: ChatRequest, { fault }: Call): Completion => {
  const promptTokens = Math.ceil(
    (body.messages ?? []).reduce((sum, { content: text }) => sum + textOf(text).length, 0) / 3,
  )
  const songs = fault?.after_songs ?? songsBeforeTheEnd
  const whole: Completion = {
    pieces: piecesOf(content),
    asRefusal: false,
    finishReason: 'stop',
    cut: false,
    promptTokens,
  }
  switch (fault?.fault) {
    case 'refusal':
      return { ...whole, pieces: piecesOf("I'm sorry, but I can't assist with that request."), asRefusal: true }
    case 'length':
      return { ...whole, pieces: piecesOf(content.slice(0, endOfSong(content, songs) + 4)), finishReason: 'length' }
    case 'content_filter':
      return { ...whole, pieces: piecesOf(content.slice(0, endOfSong(content, 1))), finishReason: 'content_filter' }
    case 'cut':
      return { ...whole, pieces: piecesOf(content.slice(0, endOfSong(content, songs))), cut: true }
  }
  const most = body.max_completion_tokens ?? body.max_tokens
  return most && whole.pieces.length > most
    ? { ...whole, pieces: whole.pieces.slice(0, most), finishReason: 'length' }
    : whole
}

/** OpenAI's chat completions, streamed or whole, with structured outputs. */
export const registerOpenaiChat = (
  app: FastifyInstance,
  state: SandboxState,
  catalogue: readonly CatalogueSong[],
): void => {
  app.get('/openai/v1/models', async () => ({
    object: 'list',
    data: ['gpt-5-nano', 'gpt-4.1-nano', 'gpt-4o-mini', 'gpt-image-1'].map(id => ({
      id,
      object: 'model',
      created: 1_750_000_000,
      owned_by: 'system',
    })),
  }))

  app.post<{ Body: ChatRequest }>('/openai/v1/chat/completions', async (request, reply) => {
    const body = request.body ?? {}
    const userText = textOf(body.messages?.findLast(({ role }) => role === 'user')?.content)
    const key = openaiKey(request)
    const call = await beginCall(state, 'chat', request, reply, { key, query: userText })
    setOpenaiHeaders(reply, `req_${randomBytes(16).toString('hex')}`)

    if (!key) return sendMissingKey(reply)
    if (sendOpenaiFault(reply, call)) return reply
    if (!body.model)
      return sendOpenaiError(reply, 400, {
        message: 'you must provide a model parameter',
        type: 'invalid_request_error',
      })
    if (!Array.isArray(body.messages) || body.messages.length === 0)
      return sendOpenaiError(reply, 400, {
        message: "Missing required parameter: 'messages'.",
        type: 'invalid_request_error',
        param: 'messages',
        code: 'missing_required_parameter',
      })
    const format = body.response_format?.json_schema
    const complaint = format?.strict && format.schema ? strictFault(format.schema) : undefined
    if (complaint)
      return sendOpenaiError(reply, 400, {
        message: `Invalid schema for response_format '${format?.name}': ${complaint}`,
        type: 'invalid_request_error',
        param: 'response_format',
      })

    const content = contentOf(catalogue, body, userText, state.takeAnswer(), call.fault?.fault)
    const completion = completionOf(content, body, call)
    const identity = {
      id: `chatcmpl-${randomBytes(15).toString('base64url')}`,
      created: Math.floor(Date.now() / 1_000),
      model: body.model,
    }
    if (call.fault?.fault === 'slow_loris') {
      const opening = chunk(identity, { role: 'assistant', content: '' })
      return trickle(
        reply,
        call,
        { 'content-type': 'text/event-stream' },
        `data: ${JSON.stringify(opening)}\n\ndata: `,
        ' ',
      )
    }
    if (body.stream) return stream(state, reply, call, body, identity, completion, userText)

    await call.latency(state.latency.chat_ms)
    const text = completion.pieces.join('')
    if (completion.cut) {
      reply.hijack()
      return reply.raw.destroy()
    }
    return reply.send({
      ...identity,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: completion.asRefusal ? null : text,
            refusal: completion.asRefusal ? text : null,
            annotations: [],
          },
          logprobs: null,
          finish_reason: completion.finishReason,
        },
      ],
      usage: usageOf(completion),
      service_tier: 'default',
      system_fingerprint: 'fp_sandbox',
    })
  })
}

interface Identity {
  id: string
  created: number
  model: string
}

const usageOf = ({ promptTokens, pieces }: Completion) => ({
  prompt_tokens: promptTokens,
  completion_tokens: pieces.length,
  total_tokens: promptTokens + pieces.length,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
})

const chunk = (identity: Identity, delta: object, finishReason: string | null = null) => ({
  ...identity,
  object: 'chat.completion.chunk',
  service_tier: 'default',
  system_fingerprint: 'fp_sandbox',
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
})

/** Server-sent events at an even pace, so that the last piece leaves when the configured duration is over. */
const stream = async (
  state: SandboxState,
  reply: FastifyReply,
  call: Call,
  body: ChatRequest,
  identity: Identity,
  completion: Completion,
  userText: string,
): Promise<void> => {
  const withUsage = body.stream_options?.include_usage === true
  const totalMs = call.fault?.fault === 'delay' ? 0 : state.latency.chat_ms
  const startedAt = performance.now()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value)
  reply.hijack()
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, must-revalidate',
  })
  const send = (event: object) =>
    reply.raw.write(`data: ${JSON.stringify(withUsage ? { ...event, usage: null } : event)}\n\n`)

  try {
    send(chunk(identity, { role: 'assistant', content: completion.asRefusal ? null : '', refusal: null }))
    let told = ''
    for (const [i, piece] of completion.pieces.entries()) {
      const dueAt = startedAt + totalMs * (firstTokenShare + ((1 - firstTokenShare) * i) / completion.pieces.length)
      const waitMs = dueAt - performance.now()
      // Timers are no finer than this; pieces that are due together leave together.
      if (waitMs > 4) await sleep(waitMs, undefined, { signal: call.signal })
      if (call.signal.aborted) throw new CallAbandoned()
      send(chunk(identity, completion.asRefusal ? { refusal: piece } : { content: piece }))
      told += piece
      const hold = state.holdFor('chat', userText)
      if (hold?.after_songs !== undefined && completeSongs(told) >= hold.after_songs)
        await state.heldBy(hold, call.signal)
    }
    if (completion.cut) {
      // Flushed first: a destroyed socket may take unsent pieces with it.
      await new Promise<void>(resolve => reply.raw.write('', () => resolve()))
      reply.raw.socket?.destroySoon()
      return
    }
    const leftMs = startedAt + totalMs - performance.now()
    if (leftMs > 0) await sleep(leftMs, undefined, { signal: call.signal })
    send(chunk(identity, {}, completion.finishReason))
    if (withUsage)
      reply.raw.write(
        `data: ${JSON.stringify({ ...chunk(identity, {}), choices: [], usage: usageOf(completion) })}\n\n`,
      )
    reply.raw.end('data: [DONE]\n\n')
  } catch (error) {
    reply.raw.destroy()
    if (!call.signal.aborted) throw error
  }
}

const completeSongs = (told: string): number => {
  const list = /"(?:songs|music|tracks|playlist)":\[/.exec(told)
  return list ? told.slice(list.index).split('}').length - 1 : 0
}
