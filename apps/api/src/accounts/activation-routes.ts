import type { FastifyPluginAsyncTypebox, TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { ByActivation } from '@mudig/shared/accounts/screen-schemas'
import { preferredLanguage } from '@mudig/shared/core/language'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { errors } from '../http/declared-errors.js'
import { Message } from '../http/message.js'
import { buttonPage, noticePage, sendPage } from '../http/page.js'
import { perMinute } from '../http/rate-limits.js'
import { wantsPage } from '../http/wants-page.js'
import { activate } from './activation.js'

const url = '/api/v1/accounts/activate/:uidb64/:token'
const tags = ['accounts']
const config = { ...perMinute(60), screen: { ignoresBadToken: true } } as const
const response = { 200: Message, ...errors(accountErrors.activationInvalid) }
const activated = {
  ko: '계정이 활성화되었습니다. 다시 로그인을 시도해주세요.',
  en: 'Your account is active. Please sign in.',
}
const signIn = { ko: '로그인하기', en: 'Sign in' }
const asked = {
  ko: {
    title: '계정을 활성화할까요?',
    text: '직접 가입하셨다면 아래 버튼을 눌러 주세요. 가입하지 않으셨다면 이 창을 닫아 주세요. 계정은 열리지 않습니다.',
    button: '계정 활성화하기',
  },
  en: {
    title: 'Activate the account?',
    text: 'If you signed up, press the button. If you did not, close this page: no account is opened then.',
    button: 'Activate the account',
  },
}

/** What a mailed link does that opens an account of the pages of movies. */
export const activationRoutes: FastifyPluginAsyncTypebox = async app => {
  const say = (request: FastifyRequest, reply: FastifyReply, isPage: boolean) => {
    if (!isPage) return { message: activated.ko }
    const language = preferredLanguage(request.headers['accept-language'])
    const way = { label: signIn[language], url: `${app.config.screen.frontEndUrl}/front/accounts/signin.html` }
    const html = noticePage(language, app.config, { title: activated[language], way })
    return sendPage(reply, language, app.config, html) as never
  }

  app.get(
    url,
    {
      config,
      schema: {
        tags,
        operationId: 'activateAccount',
        summary: 'Open the account that a mailed link is for, or bring it back',
        description:
          'A browser gets a page with a button that sends the POST, because programs look at links in mails before people do; whoever asks for JSON opens the account at once. While the account is there the same link answers alike for its day; leaving ends it. HEAD changes nothing.',
        params: ByActivation,
        response,
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const isPage = wantsPage(request, reply)
      const isOpen = await activate(request, request.params, !isPage && request.method !== 'HEAD')
      if (isOpen || !isPage) return say(request, reply, isPage)
      const language = preferredLanguage(request.headers['accept-language'])
      return sendPage(reply, language, app.config, buttonPage(language, asked[language]), { hasForm: true }) as never
    },
  )

  await app.register(async forms => {
    // The form of the page above has no fields.
    const type = 'application/x-www-form-urlencoded'
    forms.addContentTypeParser(type, { parseAs: 'string', bodyLimit: 1_024 }, (_request, _body, done) => done(null))
    forms.withTypeProvider<TypeBoxTypeProvider>().post(
      url,
      {
        config,
        schema: {
          tags,
          operationId: 'confirmActivation',
          summary: 'Open the account that a mailed link is for, by the button of its page',
          params: ByActivation,
          response,
        },
      },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        await activate(request, request.params, true)
        return say(request, reply, wantsPage(request, reply))
      },
    )
  })
}
