import { Type } from 'typebox'

/*
 * Somebody's profile as the pages of movies show it. Each list has the last hundred. What those pages put into markup
 * comes escaped: names of others, titles and words; what they set as text does not: name, address and bio.
 */

export const ByNickname = Type.Object({
  nickname: Type.String({ minLength: 1, maxLength: 60, description: 'A name, or `id:` and an id.' }),
})

const Named = Type.Object({ id: Type.Integer(), nickname: Type.String() })
const Review = Type.Object({
  movie: Type.String(),
  content: Type.String({ description: 'Of a spoiler its writer alone sees the words.' }),
  private: Type.Boolean(),
})

export const ScreenProfile = Type.Object(
  {
    id: Type.Integer(),
    email: Type.String({ description: 'Empty for others, as gender and age.' }),
    nickname: Type.String(),
    gender: Type.String(),
    age: Type.Union([Type.Integer(), Type.Null()]),
    bio: Type.String(),
    is_following: Type.Union([Type.Boolean(), Type.Null()], { description: 'Do I follow them? Null for oneself.' }),
    followings: Type.Array(Named),
    followings_count: Type.Integer(),
    followers: Type.Array(Named),
    followers_count: Type.Integer(),
    rated_movie: Type.Array(Type.Object({ movie: Type.String(), score: Type.Number() })),
    liked_movies: Type.Array(Type.Object({ title: Type.String() })),
    reviews: Type.Array(Review),
    liked_reviews: Type.Array(Type.Object({ review: Review })),
    liked_comments: Type.Array(
      Type.Object({ comment: Type.Object({ review: Type.Integer(), content: Type.String() }) }),
    ),
    purchased_products: Type.Array(
      Type.Object({
        product: Type.String(),
        merchant_uid: Type.String(),
        price: Type.Integer(),
        status: Type.String(),
      }),
      { description: 'Only for oneself.' },
    ),
  },
  { title: 'ScreenProfile' },
)
