import { readFile } from 'node:fs/promises'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import plugin from 'fastify-plugin'
import { withComponents } from './components.js'
import { wantsPage } from './wants-page.js'

const description = `
Describe a situation, get a playlist: \`POST /user/login\` answers an access token for *Authorize*, \`POST /playlist/create\` digs.

- Fields that are not described here are ignored, in bodies and in queries, except where many jobs are found or replayed: there they are refused.
- A trailing slash makes no difference. Ids in bodies may come as numeric strings. In forms the last of a repeated field wins.
- Texts are normalised to NFC and trimmed; control characters are refused. Lengths are counted in code points.
- Failures look alike: \`error\` for people (Korean, or English where \`Accept-Language\` prefers it), \`code\` for programs, \`request_id\`
  for whoever helps, and \`details\` for what is wrong with which field. An id that no row can have is 404.
  What is read by \`GET\`, or sent as a form, fails with a page where \`Accept\` prefers \`text/html\`; so
  are the addresses below \`/admin\` pages then, and lead whoever is no staff to the sign-in (303).
- \`429\` and \`503\` come with \`Retry-After\` in seconds.`

/** What a domain's operations stand under, by the tag that their schemas have. */
export interface OperationGroup {
  readonly name: string
  readonly description: string
}

/** What a newcomer tries first stands first; the others as their domains are listed. */
const first = ['accounts', 'playlists', 'tracks']
const inReadingOrder = (groups: readonly OperationGroup[]): OperationGroup[] => {
  const place = ({ name }: OperationGroup) => (first.includes(name) ? first.indexOf(name) : first.length)
  return groups.toSorted((one, other) => place(one) - place(other))
}

/**
 * The document is generated from the schemas that validate; both pages and everything that they load come from this
 * server.
 */
export const docs = plugin<{ groups: readonly OperationGroup[] }>(async (app, { groups }) => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Mudig', version: '0.1.0', description },
      // What asks for a token says so itself.
      security: [],
      ...(app.config.publicUrl && { servers: [{ url: app.config.publicUrl }] }),
      tags: [...inReadingOrder(groups), { name: 'operators', description: 'Health, and the job ledger for staff' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          bare: {
            type: 'apiKey',
            in: 'header',
            name: 'Authorization',
            description: 'The access token without `Bearer`, as the first web page and phone app send it.',
          },
          cookie: {
            type: 'apiKey',
            in: 'cookie',
            name: 'access',
            description:
              'The access token, as browsers send it by themselves; where it changes something from our pages only.',
          },
          link: { type: 'http', scheme: 'bearer', description: 'The token of a mailed link.' },
          staff: { type: 'apiKey', in: 'cookie', name: 'mudig_staff' },
        },
      },
    },
    hideUntagged: true,
    transformObject: document =>
      'openapiObject' in document ? withComponents(document.openapiObject) : document.swaggerObject,
    transform: ({ schema, url }) => ({
      schema: schema && {
        ...(withBinaryUploads(schema) as typeof schema),
        ...(schema.response !== undefined && {
          response: withDescriptions(withBinaryUploads(schema.response) as Record<string, object>),
        }),
      },
      url,
    }),
  })

  await app.register(swaggerUi, {
    routePrefix: '/api/swagger',
    uiConfig: {
      deepLinking: true,
      persistAuthorization: true,
      displayRequestDuration: true,
      docExpansion: 'none',
      validatorUrl: null,
    },
    theme: { title: 'Mudig API', css: [{ filename: 'mudig.css', content: '.swagger-ui .topbar { display: none }' }] },
  })

  // Whoever opens the bare address, as the terminal shows it, wants to see what is here; to a program it is no route.
  app.get('/', { schema: { hide: true } }, async (request, reply) => {
    if (!wantsPage(request, reply)) throw new ApiError(httpErrors.notFound)
    return reply.redirect('/api/swagger')
  })

  app.get('/api/json', { schema: { hide: true } }, async () => app.swagger())
  app.get('/api/yaml', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('application/yaml; charset=utf-8').send(app.swagger({ yaml: true })),
  )

  let bundle: Promise<string> | undefined
  app.get('/api/redoc', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(redocPage),
  )
  app.get('/api/redoc/redoc.js', { schema: { hide: true } }, async (_request, reply) => {
    bundle ??= redocBundle()
    return reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(await bundle)
  })
  app.get('/api/redoc/start.js', { schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send("Redoc.init('/api/json', {}, document.getElementById('redoc'))"),
  )
})

const redocPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mudig API</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 }</style>
<div id="redoc"></div>
<script src="/api/redoc/redoc.js"></script>
<script src="/api/redoc/start.js"></script>
</html>
`

/** Redoc's own build, without the logo that it would fetch from its maker. Read when somebody opens the page. */
const redocBundle = async (): Promise<string> => {
  const file = new URL(import.meta.resolve('redoc/bundles/redoc.standalone.js'))
  return (await readFile(file, 'utf8')).replaceAll(/https:\/\/cdn\.redoc\.ly\/[\w./-]+/g, 'data:,')
}

const successes: Record<string, string> = {
  200: 'It went well.',
  201: 'It was made.',
  202: 'It was accepted and goes on.',
  204: 'It was done; there is nothing to add.',
}

/** Answers that don't say themselves what they mean; each failure does. */
const withDescriptions = (response: Record<string, object>) =>
  Object.fromEntries(
    Object.entries(response).map(([status, schema]) => [
      status,
      'description' in schema || successes[status] === undefined
        ? schema
        : { 'x-response-description': successes[status], ...schema },
    ]),
  )

/** What is an upload to the validator is a binary string in the document. */
const withBinaryUploads = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withBinaryUploads)
  if (typeof schema !== 'object' || schema === null) return schema
  if ('x-upload' in schema) {
    const { 'x-upload': _, ...rest } = schema
    return { type: 'string', format: 'binary', ...rest }
  }
  const { 'x-streamed': _, ...rest } = schema as { 'x-streamed'?: boolean }
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, withBinaryUploads(value)]))
}
