import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { Reactivation, Withdrawal } from '@mudig/shared/accounts/schemas'
import { errors } from '../http/declared-errors.js'
import { mayBeEmpty } from '../http/may-be-empty.js'
import { Message } from '../http/message.js'
import { perMinute } from '../http/rate-limits.js'
import { returnToAccount, withdrawAccount } from './withdrawal.js'

const tags = ['accounts']

const wayBack = (days: number) =>
  `${days}일 안에는 로그인 화면의 비밀번호 찾기로 계정을 되살릴 수 있고, 되살린 뒤 데이터 사본을 요청할 수 있습니다.`

export const withdrawalRoutes: FastifyPluginAsyncTypebox = async app => {
  app.delete(
    '/user/withdrawal',
    {
      onRequest: app.requireUser,
      config: { ...perMinute(60, { account: 20 }), admitsSuspended: true },
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'closeAccount',
        summary: 'Leave',
        description: `Ends every session, hides profile and playlists and frees the name at once. The address stays reserved: for ${app.config.retentionDays} days the account can come back by a mailed link, then its personal data is erased. An account without a password proves itself by a sign-in that is not older than 10 minutes. A copy of one's data is asked for before (POST /user/export), or after coming back; links to copies end at once.`,
        body: Withdrawal,
        response: {
          200: Message,
          ...errors(accountErrors.passwordWrong, accountErrors.signInAgain, accountErrors.passwordTooOften),
        },
      },
    },
    async request => {
      await withdrawAccount(request, request.body.password)
      return {
        message: `회원 탈퇴가 완료되었습니다.${app.config.retentionDays > 0 ? ` ${wayBack(app.config.retentionDays)}` : ''}`,
      }
    },
  )

  app.put(
    '/user/reactivate',
    {
      config: perMinute(60),
      preValidation: mayBeEmpty,
      schema: {
        tags,
        operationId: 'reactivateAccount',
        summary: 'Come back to a withdrawn account',
        description:
          'The Bearer token is the one from the mailed link, good once and for 15 minutes. Such a mail is sent by /user/find_pw and by a sign-in with the right password. Sign in afterwards as before.',
        security: [{ link: [] }],
        body: Reactivation,
        response: {
          200: Message,
          ...errors(accountErrors.linkInvalid, accountErrors.nameTaken, accountErrors.nameNotAllowed),
        },
      },
    },
    async request => {
      await returnToAccount(request, request.body.name)
      return { message: '계정을 되살렸습니다. 다시 로그인해 주세요.' }
    },
  )
}
