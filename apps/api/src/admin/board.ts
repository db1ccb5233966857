import { createBullBoard } from '@bull-board/api'
import type { BeforeHook } from '@bull-board/api/dist/types.js'
import { FastifyAdapter } from '@bull-board/fastify'
import { queues } from '@mudig/shared/queues'
import type { FastifyPluginAsync } from 'fastify'
import { LedgerAdapter } from './ledger-adapter.js'
import { requireStaff } from './session.js'

const basePath = '/admin/queues'

/** What the board offers and the ledger does not: jobs come from the domains, and their limits from the queues' declarations. */
const refused =
  /\/(add|update-data|delay|priority|obliterate|concurrency|rate-limit|release|remove-unprocessed-children)$|job-schedulers|\/clean\/(completed|failed)$/

const keepsHistory = {
  allow: false,
  status: 405,
  message: 'The ledger keeps what has ended, and queues are declared in the code.',
} as const

const refuse: BeforeHook = async ({ method, route, request }) => {
  if (method === 'get') return { allow: true }
  const { queueName, jobId, queueStatus } = request.params
  if (refused.test(route.replace(':queueStatus', String(queueStatus)))) return keepsHistory
  if (route.endsWith('/:jobId/clean')) {
    const job = await request.queues.get(String(queueName))?.getJob(String(jobId))
    const state = await job?.getState()
    if (state === 'completed' || state === 'failed') return keepsHistory
  }
  return { allow: true }
}

/** Bull Board over the ledger, for staff. Every queue that is declared is on it. */
export const board: FastifyPluginAsync = async app => {
  app.addHook('onRequest', requireStaff)

  // The page asks Google for a font; it has fallbacks.
  app.addHook('onSend', async (_request, reply, payload) => {
    const isPage = typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html')
    return isPage ? payload.replaceAll(/<link[^>]*fonts\.(?:googleapis|gstatic)\.com[^>]*>\s*/g, '') : payload
  })

  class Board extends FastifyAdapter {
    /** Raw error texts are for the log. */
    override setErrorHandler() {
      return super.setErrorHandler(error => {
        app.log.error({ err: error }, 'Bull Board failed')
        return { status: 500, body: { error: 'ERRORS.INTERNAL_SERVER_ERROR' } }
      })
    }
  }
  const serverAdapter = new Board().setBasePath(basePath)
  createBullBoard({
    queues: Object.values(queues).map(queue => new LedgerAdapter(app, queue)),
    serverAdapter: serverAdapter as Board,
    options: {
      handlerHooks: { before: refuse },
      uiConfig: {
        boardTitle: 'Mudig',
        hideDocsLink: true,
        showWorkers: false,
        showMetrics: false,
        miscLinks: [
          { text: 'API', url: '/api/swagger' },
          { text: 'Ledger (JSON)', url: '/admin/jobs' },
          { text: 'Sign out', url: '/admin/login' },
        ],
      },
    },
  })
  await app.register((serverAdapter as Board).registerPlugin(), { prefix: basePath })
}
