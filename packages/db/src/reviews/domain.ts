import type { Domain } from '../core/domain.js'
import { likes, reviews } from './copy.js'
import { reviewSubject } from './subject.js'

export const domain = {
  name: 'reviews',
  subject: reviewSubject,
  personal: {
    reviews: {
      people: ['owner'],
      copy: [
        { name: 'reviews', about: { ko: '작성한 영화 리뷰', en: 'reviews of films that you wrote' }, read: reviews },
        { name: 'liked-reviews', about: { ko: '좋아요한 리뷰', en: 'reviews that you like' }, read: likes },
      ],
      erase: 'The rows go with their subjects.',
    },
  },
} as const satisfies Domain
