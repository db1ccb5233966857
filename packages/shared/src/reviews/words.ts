/** What stands in any preview for the words of a review or a comment that is a spoiler. */
export const spoilerCover = '스포일러가 있는 리뷰'

/** The same on a profile. */
export const spoilerOnProfile = '스포일러가 포함된 리뷰입니다.'
