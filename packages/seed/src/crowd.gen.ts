// Written by npm run generate, from the files in crowd/.
import * as accounts from './crowd/accounts.js'
import * as films from './crowd/films.js'
import * as music from './crowd/music.js'
import * as notifications from './crowd/notifications.js'
import * as playlists from './crowd/playlists.js'
import * as posts from './crowd/posts.js'
import * as products from './crowd/products.js'
import * as reviews from './crowd/reviews.js'
import * as search from './crowd/search.js'
import * as subjects from './crowd/subjects.js'
import * as tags from './crowd/tags.js'
import * as tracks from './crowd/tracks.js'

export const domains = [accounts.crowd, films.crowd, music.crowd, notifications.crowd, playlists.crowd, posts.crowd, products.crowd, reviews.crowd, search.crowd, subjects.crowd, tags.crowd, tracks.crowd] as const
