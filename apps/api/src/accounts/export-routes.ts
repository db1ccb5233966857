import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findLatest } from '@mudig/db/accounts/exports'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ByExportToken, ExportRequested, ExportState } from '@mudig/shared/accounts/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { requestExport, sendExport } from './export.js'
import { requireAccount } from './password.js'

const tags = ['accounts']

export const exportRoutes: FastifyPluginAsyncTypebox = async app => {
  app.post(
    '/user/export',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(60, { account: 20 }), admitsSuspended: true },
      schema: {
        tags,
        operationId: 'requestExport',
        summary: 'Ask for a copy of my data',
        description:
          'A ZIP with JSON files and pictures is made, and a link to it is mailed to the address of the account; the link opens for 7 days. While one is being made the answer is that one. One a day. Whoever has withdrawn comes back first, then asks.',
        response: { 202: ExportRequested, ...errors(accountErrors.exportTooOften) },
      },
    },
    async (request, reply) => {
      const asked = await requestExport(request)
      return reply
        .code(202)
        .send({ message: '데이터 사본을 준비하고 있습니다. 준비되면 이메일로 링크를 보내 드립니다.', export: asked })
    },
  )

  app.get(
    '/user/export',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getExport',
        summary: 'What became of the copy that I asked for last',
        response: { 200: ExportState },
      },
    },
    async request => {
      await requireAccount(request)
      return { export: (await findLatest(app.db, request.user.id)) ?? null }
    },
  )

  app.get(
    '/user/export/:token',
    {
      config: perMinute(30),
      schema: {
        tags,
        operationId: 'downloadExport',
        summary: 'Download a copy by its mailed link',
        description:
          'The token in the address is all that it asks for. Never cached. A link that has expired, or whose account has left, opens nothing.',
        params: ByExportToken,
        response: {
          200: {
            description: 'The ZIP.',
            content: { 'application/zip': { schema: Type.String({ format: 'binary' }) } },
          },
          ...errors(accountErrors.exportLinkInvalid),
        },
      },
    },
    (request, reply) => sendExport(request, reply, request.params.token),
  )
}
