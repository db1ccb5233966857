import type { AddressInfo } from 'node:net'
import type { Provider } from '@mudig/shared/core/providers'
import Fastify from 'fastify'
import { type CatalogueSong, loadCatalogue } from '../catalogue/catalogue.js'
import { loadFilms } from '../catalogue/films.js'
import { CallAbandoned } from './call.js'
import { type SandboxControl, sandboxControl } from './control.js'
import { registerControl } from './control-routes.js'
import { Gallery, registerPictures } from './images/pictures.js'
import { registerKarlo } from './karlo/karlo.js'
import { registerKmdb } from './kmdb/kmdb.js'
import { registerKofic } from './kofic/kofic.js'
import { registerOauth } from './oauth/oauth.js'
import { registerOpenaiChat } from './openai/chat.js'
import { registerOpenaiEmbeddings } from './openai/embeddings.js'
import { registerOpenaiImages } from './openai/images.js'
import { registerPortone } from './portone/portone.js'
import { SandboxState } from './state.js'
import type { Latency } from './wire.js'
import { registerYoutube } from './youtube/youtube.js'

export interface VendorsOptions {
  /** 0, the default, takes a free one. */
  port?: number
  /** 127.0.0.1 unless given. */
  host?: string
  /** What others call it, where that differs from host and port. */
  address?: string | undefined
  /** The songs that the chat knows; the bundled catalogue unless given. */
  catalogue?: readonly CatalogueSong[]
  /** How long each vendor takes at first; what is not named takes what the real one does. */
  latency?: Partial<Latency>
  /** Where PortOne's notices of payments are posted; nowhere unless given. */
  paymentNotices?: string | undefined
}

export interface Vendors {
  /** Where it listens, without a slash at the end. */
  url: string
  openaiBaseUrl: string
  youtubeBaseUrl: string
  karloBaseUrl: string
  portoneBaseUrl: string
  portoneV1BaseUrl: string
  koficBaseUrl: string
  kmdbBaseUrl: string
  /** Of each provider that people sign in through. */
  oauthBaseUrls: Record<Provider, string>
  control: SandboxControl
  /** Drops every open and held call and stops listening. Safe to call twice. */
  close(): Promise<void>
}

/** What the real vendors took: a 2.5 s stream, 150 ms a search or some vectors, 3 s a painting. */
export const typicalLatency: Latency = {
  chat_ms: 2_500,
  embeddings_ms: 150,
  youtube_ms: 150,
  images_ms: 3_000,
  karlo_ms: 3_000,
  download_ms: 50,
  films_ms: 200,
}

/** One server that plays every third party over HTTP, each under its own prefix, for development and tests. */
export const createVendors = async ({
  port = 0,
  host = '127.0.0.1',
  address,
  catalogue = loadCatalogue(),
  latency = {},
  paymentNotices = '',
}: VendorsOptions = {}): Promise<Vendors> => {
  const state = new SandboxState({ ...typicalLatency, ...latency })
  const gallery = new Gallery()
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 16 * 1024 * 1024,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  })
  let url = ''

  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    if (error instanceof CallAbandoned) {
      reply.hijack()
      reply.raw.destroy()
      return
    }
    return reply.code(error.statusCode ?? 500).send({ message: error.message })
  })
  app.get('/', async () => ({
    sandbox: 'mudig',
    vendors: ['openai', 'youtube', 'karlo', 'google', 'kakao', 'naver', 'kofic', 'kmdb', 'portone'],
    openaiBaseUrl: `${url}/openai/v1`,
  }))
  registerControl(app, state)
  registerOpenaiChat(app, state, catalogue)
  registerOpenaiEmbeddings(app, state)
  registerOpenaiImages(app, state, gallery, () => url)
  registerYoutube(app, state, catalogue)
  registerKarlo(app, state, gallery, () => url)
  registerPictures(app, state, gallery)
  registerOauth(app, state)
  registerPortone(app, state, { addressOf: () => url, noticesTo: paymentNotices })
  registerKofic(app, state, loadFilms())
  registerKmdb(app, state, loadFilms(), () => url)

  await app.listen({ host, port })
  url = address ?? `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    url,
    openaiBaseUrl: `${url}/openai/v1`,
    youtubeBaseUrl: `${url}/youtube/v3`,
    karloBaseUrl: `${url}/karlo`,
    portoneBaseUrl: `${url}/portone`,
    portoneV1BaseUrl: `${url}/portone-v1`,
    koficBaseUrl: `${url}/kofic`,
    kmdbBaseUrl: `${url}/kmdb`,
    oauthBaseUrls: { google: `${url}/google`, kakao: `${url}/kakao`, naver: `${url}/naver` },
    control: sandboxControl(url),
    close: async () => {
      state.close()
      await app.close()
    },
  }
}
