/** The picture of a listener who has chosen none. */
export const basicProfileKey = 'profile/basic.png'

/** The cover of a playlist that has none yet. */
export const placeholderCoverKey = 'karlo/placeholder.webp'

/** The same as JPEG. */
export const placeholderCoverJpegKey = 'karlo/placeholder.jpg'

/** Pictures of what the demo's shop sells. */
export const goodsKeys = ['popcorn', 'mug', 'blanket', 'slate', 'frame', 'tickets'].map(name => `goods/${name}.webp`)
