import type { ApiErrorDeclaration } from '../core/errors.js'

export const postErrors = {
  postNotFound: { status: 404, code: 'post_not_found', ko: '게시물을 찾을 수 없습니다.', en: 'There is no such post.' },
  postPublished: {
    status: 409,
    code: 'post_published',
    ko: '이미 발행한 게시물은 초안으로 되돌릴 수 없습니다. 숨길 수는 있습니다.',
    en: 'What was published is no draft any more. It can be hidden.',
  },
  tooManyTags: {
    status: 400,
    code: 'too_many_tags',
    ko: '태그는 글 안의 것을 더해 20개까지 쓸 수 있습니다.',
    en: 'A post has at most 20 tags, those in its text included.',
  },
  postsExhausted: {
    status: 429,
    code: 'too_many_posts',
    ko: '오늘 올릴 수 있는 게시물을 모두 올렸습니다. 내일 다시 시도해 주세요.',
    en: 'You have posted as much as you may for a day. Try again tomorrow.',
  },
} as const satisfies Record<string, ApiErrorDeclaration>
