// Written by npm run generate, from the files in demo/.
import * as accounts from './demo/accounts.js'
import * as films from './demo/films.js'
import * as messages from './demo/messages.js'
import * as playlists from './demo/playlists.js'
import * as posts from './demo/posts.js'
import * as products from './demo/products.js'
import * as reviews from './demo/reviews.js'
import * as shop from './demo/shop.js'
import * as tracks from './demo/tracks.js'

export const domains = [accounts.demo, films.demo, messages.demo, playlists.demo, posts.demo, products.demo, reviews.demo, shop.demo, tracks.demo] as const
