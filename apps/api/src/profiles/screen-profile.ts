import type { findScreenProfile } from '@mudig/db/profiles/screen-profile'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { ScreenProfile } from '@mudig/shared/profiles/screen-schemas'
import type { Static } from 'typebox'

type Found = NonNullable<Awaited<ReturnType<typeof findScreenProfile>>>

const named = ({ id, nickname }: { id: number; nickname: string }) => ({ id, nickname: escapeHtml(nickname) })

const escaped = ({ movie, content, ...review }: Found['reviews'][number]) => ({
  ...review,
  movie: escapeHtml(movie),
  content: escapeHtml(content),
})

/** The profile as the pages of movies read it, with what they put into markup escaped. */
export const showScreenProfile = ({
  rated,
  wanted,
  followers,
  followings,
  reviews,
  liked_reviews,
  liked_comments,
  gender,
  is_own: _,
  ...person
}: Found): Static<typeof ScreenProfile> => ({
  ...person,
  gender: gender === 'M' || gender === 'F' ? gender : '',
  followings: followings.map(named),
  followers: followers.map(named),
  rated_movie: rated.map(({ title, tenths }) => ({ movie: escapeHtml(title), score: tenths / 10 })),
  liked_movies: wanted.map(({ title }) => ({ title: escapeHtml(title) })),
  reviews: reviews.map(escaped),
  liked_reviews: liked_reviews.map(review => ({ review: escaped(review) })),
  liked_comments: liked_comments.map(({ review, content }) => ({ comment: { review, content: escapeHtml(content) } })),
  purchased_products: [],
})
