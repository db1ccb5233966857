import type { FastifyPluginAsync } from 'fastify'
import { board } from './board.js'
import { jobActs } from './job-acts.js'
import { ledgerRoutes } from './jobs.js'
import { staffLogin } from './login.js'
import { reportPages } from './reports.js'
import { staffCookies } from './session.js'

/** Everything for staff. Forms exist only in here. */
export const routes: FastifyPluginAsync = async app => {
  await app.register(staffCookies)
  await app.register(staffLogin)
  await app.register(ledgerRoutes)
  await app.register(jobActs)
  await app.register(reportPages)
  await app.register(board)
}
