import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedCall {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface VendorServer {
  readonly origin: string
  readonly calls: readonly ReceivedCall[]
}

/** A vendor of one test's own, for what the sandbox does not play. Its connections end with the test. */
export const vendorServer = async (
  t: { teardown: (end: () => Promise<void>) => void },
  answer: (call: ReceivedCall, response: ServerResponse, request: IncomingMessage) => void | Promise<void>,
): Promise<VendorServer> => {
  const calls: ReceivedCall[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const call = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://vendor'),
      headers: request.headers,
      body,
    }
    calls.push(call)
    await answer(call, response, request)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(async () => {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls }
}

export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** What a promise was rejected with; throws when it was not. */
export const rejection = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
