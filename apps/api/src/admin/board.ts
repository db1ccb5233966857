import { createBullBoard } from '@bull-board/api'
import type { BeforeHook } from '@bull-board/api/dist/types.js'
import { FastifyAdapter } from '@bull-board/fastify'
import { queues } from '@mudig/shared/queues.gen'
import type { FastifyPluginAsync } from 'fastify'
import { actor, actorOf } from './actor.js'
import { LedgerAdapter } from './ledger-adapter.js'
import { requireStaff } from './session.js'

const basePath = '/admin/queues'

/**
 * What the board offers and the ledger does not: jobs come from the domains, and their limits from the queues'
 * declarations. A pause would be an order that only Redis knows, which may be emptied at any time; workers let a paused
 * queue go on.
 */
const refused =
  /\/(pause|resume|add|update-data|delay|priority|obliterate|concurrency|rate-limit|release|remove-unprocessed-children)$|job-schedulers|\/clean\/(completed|failed)$/

const keepsHistory = {
  allow: false,
  status: 405,
  message: 'The ledger keeps what has ended, and queues are declared in the code and never pause.',
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

/**
 * Takes the buttons off the page that the hook would only answer with 405, and the tabs of states that the ledger has
 * not. The board has no setting for them, so they are told by their icons (lucide.dev), which do not depend on the
 * language: add, pause, resume and obliterate in the menus; duplicate, edit and delay of a job; and removing of what
 * has ended, which is where there is a retry or nothing else to press.
 */
const withoutDeadButtons = `<style>
[role=menuitem]:has(.lucide-plus, .lucide-pause, .lucide-play, .lucide-ban),
[class*=jobActions] li:has(.lucide-files, .lucide-pencil, .lucide-clock),
[class*=jobActions]:has(.lucide-refresh-cw) li:has(.lucide-trash-2),
[class*=jobActions]:not(:has(.lucide-pencil)) li:has(.lucide-trash-2),
[class*=queueActions]:not(:has(.lucide-corner-up-left)) li:has(.lucide-trash-2),
a:is([href$="status=paused"], [href$="status=prioritized"], [href$="status=waiting-children"]) { display: none !important }
</style></head>`

/** Bull Board over the ledger, for staff. Every queue that is declared is on it. */
export const board: FastifyPluginAsync = async app => {
  app.addHook('onRequest', requireStaff)
  app.addHook('preHandler', (request, _reply, done) => actor.run(actorOf(request), done))

  // The page asks Google for a font; it has fallbacks.
  app.addHook('onSend', async (_request, reply, payload) => {
    const isPage = typeof payload === 'string' && String(reply.getHeader('content-type')).startsWith('text/html')
    if (!isPage) return payload
    return payload
      .replaceAll(/<link[^>]*fonts\.(?:googleapis|gstatic)\.com[^>]*>\s*/g, '')
      .replace('</head>', withoutDeadButtons)
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
          { text: 'Jobs', url: '/admin/jobs' },
          { text: 'Sign out', url: '/admin/login' },
        ],
      },
    },
  })
  await app.register((serverAdapter as Board).registerPlugin(), { prefix: basePath })
}
