import { postErrors } from '@mudig/shared/posts/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A post's id is its subject's. */
export const postSubject = {
  name: 'post',
  notFound: postErrors.postNotFound,
  notices: {
    liked: 'liked_post',
    commented: 'commented_post',
    replied: 'replied_post',
    likedComment: 'liked_post_comment',
    mentioned: 'mentioned_post',
  },
} as const satisfies SubjectKind

/** As jobs and objects name it. */
export const jobSubjectOf = (id: number) => `post/${id}` as const
