import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { changeSettings, findSettings, listNotifications, markRead } from '@mudig/db/notifications/notifications'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { preferredLanguage } from '@mudig/shared/core/language'
import { notificationErrors } from '@mudig/shared/notifications/errors'
import {
  NotificationList,
  NotificationPage,
  NotificationSettings,
  ReadAnswer,
  ReadMark,
} from '@mudig/shared/notifications/schemas'
import { Type } from 'typebox'
import { errors } from '../http/declared-errors.js'
import { perMinute } from '../http/rate-limits.js'
import { sendEvents } from '../realtime/event-stream.js'
import { limitStreams } from '../realtime/long-answers.js'
import { toNotification } from './answers.js'
import { changesFor } from './stream-changes.js'
import { whichRead } from './which-read.js'

const tags = ['notifications']
const changing = perMinute(600, { account: 120 })

/** Of its operations, in the API's document. */
export const groups = [{ name: 'notifications', description: 'Being told what others did' }]

export const routes: FastifyPluginAsyncTypebox = async app => {
  app.get(
    '/notification',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'listNotifications',
        summary: 'What I was told',
        description:
          'Acts of one kind on one thing are one notification until it is read. What I may not see any longer, and acts that were undone, are left out. The oldest are removed after 90 days without a new act.',
        querystring: NotificationPage,
        response: { 200: NotificationList },
      },
    },
    async request => {
      const language = preferredLanguage(request.headers['accept-language'])
      const { notifications, ...found } = await listNotifications(app.db, request.user.id, request.query)
      return { ...found, notifications: notifications.map(row => toNotification(row, language)) }
    },
  )

  app.put(
    '/notification/read',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'markNotificationsRead',
        summary: 'Mark notifications as read',
        description: 'Says which by exactly one of `ids`, `up_to` and `all`. Ids of nothing of mine change nothing.',
        body: ReadMark,
        response: { 200: ReadAnswer, ...errors(notificationErrors.whichRead) },
      },
    },
    async request => {
      const which = whichRead(request.body)
      if (!which) throw new ApiError(notificationErrors.whichRead)
      return { unread_count: await app.ledger.transaction(trx => markRead(trx, request.user.id, which)) }
    },
  )

  app.get(
    '/notification/settings',
    {
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'getNotificationSettings',
        summary: 'What I want to be told',
        response: { 200: NotificationSettings },
      },
    },
    async request => findSettings(app.db, request.user.id),
  )

  app.put(
    '/notification/settings',
    {
      config: changing,
      onRequest: app.requireUser,
      schema: {
        tags,
        operationId: 'changeNotificationSettings',
        summary: 'Say what I want to be told',
        description: 'What is left out stays as it is. What was told before stays in the list.',
        body: Type.Partial(NotificationSettings, { title: 'NotificationSettingsChange' }),
        response: { 200: NotificationSettings },
      },
    },
    async request => changeSettings(app.db, request.user.id, request.body),
  )

  app.get(
    '/notification/events',
    {
      onRequest: [app.requireUser, limitStreams],
      schema: {
        tags,
        operationId: 'watchNotifications',
        summary: 'Be told as it happens',
        description:
          'Server-sent events. `notification`: one with a new act, as `{notification, unread_count}`; it takes the place of an earlier one with its id. `unread`: `{unread_count}` when something was read or taken back, and at the beginning. After `Last-Event-ID` what was missed comes first, each notification once. Fetch it with the Bearer header.',
        response: {
          200: { description: 'The events.', content: { 'text/event-stream': { schema: Type.String() } } },
          ...errors(httpErrors.rateLimited),
        },
      },
    },
    async (request, reply) => sendEvents(reply, over => changesFor(request, over)),
  )
}
