import type { components } from './api.gen.js'

/** What the API says of one field that it refuses. */
export type FieldFault = components['schemas']['ErrorDetail']

/** An answer of the API that is no success, in the one shape that all of them have. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'

  constructor(
    /** The sentence for people, in the language that was asked for. */
    message: string,
    readonly status: number,
    /** For programs, such as `playlist_not_found`; `unreadable` where something else than the API answered. */
    readonly code: string,
    /** For whoever helps. */
    readonly requestId: string | undefined,
    readonly faults: readonly FieldFault[],
    /** How long to wait before another try, where the answer says so. */
    readonly retryAfterSeconds: number | undefined,
  ) {
    super(message)
  }
}

export const failureOf = ({ status, headers }: { status: number; headers: Headers }, body: unknown): ApiFailure => {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  const retryAfterSeconds = Number.isNaN(seconds) ? undefined : seconds
  const { error, code, request_id, details } = (typeof body === 'object' && body !== null ? body : {}) as {
    error?: string
    code?: string
    request_id?: string
    details?: FieldFault[]
  }
  if (typeof error === 'string' && typeof code === 'string')
    return new ApiFailure(error, status, code, request_id, details ?? [], retryAfterSeconds)
  const text = typeof body === 'string' ? body.slice(0, 200) : ''
  return new ApiFailure(text || `status ${status}`, status, 'unreadable', undefined, [], retryAfterSeconds)
}
