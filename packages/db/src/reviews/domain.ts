import { deleteOf } from '../core/by-person.js'
import type { Domain } from '../core/domain.js'
import { likes, reviews } from './copy.js'
import { reviewSubject } from './subject.js'
import { removeOldVoices } from './voices.js'

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
    review_voices: {
      people: ['user_id'],
      copy: 'Words on their way into another voice, for minutes.',
      erase: deleteOf('review_voices', 'user_id'),
    },
  },
  schedules: [{ name: 'reviews.remove-old-voices', everySeconds: 60, runBatch: removeOldVoices }],
} as const satisfies Domain
