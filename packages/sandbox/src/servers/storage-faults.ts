import type { ServerResponse } from 'node:http'

/** A refusal as S3 words it. */
export class StorageFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}

const escaped = (text: string): string =>
  text
    .replace(/[<>&]/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd]/g, '?')

/** For pages of every origin: what was refused has to be readable as well. */
export const openHeaders = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Location' }

export const answerFault = (response: ServerResponse, { status, code, message }: StorageFault): void => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escaped(message)}</Message></Error>`
  response.writeHead(status, { ...openHeaders, 'content-type': 'application/xml' }).end(body)
}
