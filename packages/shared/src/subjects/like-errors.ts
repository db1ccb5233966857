import type { ApiErrorDeclaration } from '../core/errors.js'

/** Where a like is no switch: clients compare these very words. */
export const likeErrors = {
  alreadyLiked: { status: 400, code: 'already_liked', ko: 'Already liked', en: 'Already liked' },
  notLiked: { status: 400, code: 'not_liked', ko: 'Not liked yet', en: 'Not liked yet' },
} as const satisfies Record<string, ApiErrorDeclaration>
