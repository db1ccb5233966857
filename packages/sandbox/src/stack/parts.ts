import { type Provider, providers } from '@mudig/shared/core/providers'
import type { Settings } from './settings.js'

/** Which parts are started or played here, because nothing real was named for them. */
export interface Needs {
  readonly postgres: boolean
  readonly redis: boolean
  readonly storage: boolean
  readonly mail: boolean
  /** Nobody named the programs that tracks are made with. */
  readonly ffmpeg: boolean
  readonly chat: boolean
  readonly videos: boolean
  readonly covers: boolean
  /** Payments of the shop. */
  readonly payments: boolean
  /** The box office, the catalogue of films, or both. */
  readonly films: boolean
  /** At least one of the providers that people sign in through. */
  readonly logins: boolean
}

/** Those without keys: each for itself, one that has keys is real. */
export const playedProviders = (settings: Settings): Provider[] =>
  providers.filter(provider => {
    const name = provider.toUpperCase() as Uppercase<Provider>
    return settings[`${name}_CLIENT_ID`] === undefined && settings[`${name}_CLIENT_SECRET`] === undefined
  })

export const needsOf = (settings: Settings): Needs => {
  // A compatible server such as Ollama needs an address and no key.
  const chat = settings.OPENAI_API_KEY === undefined && settings.OPENAI_BASE_URL === undefined
  return {
    postgres: settings.DATABASE_URL === undefined,
    redis: settings.REDIS_URL === undefined,
    storage: settings.S3_ENDPOINT === undefined,
    mail: settings.SMTP_URL === undefined,
    ffmpeg: settings.FFMPEG_PATH === undefined,
    chat,
    videos: settings.YOUTUBE_API_KEYS === undefined && settings.YOUTUBE_BASE_URL === undefined,
    // A key for the chat does not turn covers into paid calls; asking for them does.
    covers:
      settings.IMAGE_PROVIDER === 'openai'
        ? chat
        : settings.KARLO_API_KEY === undefined && settings.KARLO_BASE_URL === undefined,
    payments:
      settings.PORTONE_API_SECRET === undefined &&
      settings.PORTONE_V1_KEY === undefined &&
      settings.PORTONE_BASE_URL === undefined,
    films: settings.KOFIC_API_KEY === undefined || settings.KMDB_API_KEY === undefined,
    logins: playedProviders(settings).length > 0,
  }
}

/** Whether a dig costs somebody's money or quota. */
export const usesVendors = (needs: Needs): boolean => !needs.chat || !needs.videos || !needs.covers

/** The vendors that the sandbox plays, by the name of the part. */
export const playedVendors = (needs: Needs): string[] =>
  (['chat', 'videos', 'covers'] as const).filter(part => needs[part])

const providerNames: Record<Provider, string> = { google: 'Google', kakao: 'Kakao', naver: 'Naver' }

/** The one line at start that says what is real, what is embedded and what the sandbox plays. */
export const sayParts = (settings: Settings): string => {
  const needs = needsOf(settings)
  const at = (name: string, url: string | undefined): string => {
    const host = URL.canParse(url ?? '') ? new URL(url ?? '').host : ''
    return host === '' ? name : `${name} (${host})`
  }
  const servers = [
    { name: 'PostgreSQL', url: settings.DATABASE_URL, here: needs.postgres },
    { name: 'Redis', url: settings.REDIS_URL, here: needs.redis },
    { name: 'S3', url: settings.S3_ENDPOINT, here: needs.storage },
    { name: 'mail', url: settings.SMTP_URL, here: needs.mail },
  ]
  const played = playedProviders(settings)
  const painter = settings.IMAGE_PROVIDER === 'openai' ? 'OpenAI Images' : 'Karlo'
  const vendors = [
    { name: 'GPT', url: settings.OPENAI_BASE_URL, here: needs.chat },
    { name: 'YouTube', url: settings.YOUTUBE_BASE_URL, here: needs.videos },
    {
      name: painter,
      url: settings.IMAGE_PROVIDER === 'openai' ? settings.OPENAI_BASE_URL : settings.KARLO_BASE_URL,
      here: needs.covers,
    },
    { name: 'PortOne', url: settings.PORTONE_BASE_URL, here: needs.payments },
    { name: 'KOFIC', url: undefined, here: settings.KOFIC_API_KEY === undefined },
    { name: 'KMDb', url: undefined, here: settings.KMDB_API_KEY === undefined },
    ...providers.map(provider => ({ name: providerNames[provider], url: undefined, here: played.includes(provider) })),
  ]
  const list = (parts: typeof servers, here: boolean): string =>
    parts
      .filter(part => part.here === here)
      .map(({ name, url }) => at(name, url))
      .join(', ')
  const groups = [
    ['real', [list(servers, false), list(vendors, false)].filter(Boolean).join(', ')],
    ['embedded', list(servers, true)],
    ['sandbox', list(vendors, true)],
  ] as const
  const said = groups.filter(([, names]) => names !== '').map(([kind, names]) => `${kind}: ${names}`)
  return `${said.join(' · ')}${vendors.some(({ here }) => here) ? ' (keys in .env make them real)' : ''}`
}
