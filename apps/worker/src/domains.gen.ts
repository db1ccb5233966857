// Written by npm run generate, from the folders that have index.ts.
import * as accounts from './accounts/index.js'
import * as films from './films/index.js'
import * as moderation from './moderation/index.js'
import * as music from './music/index.js'
import * as notifications from './notifications/index.js'
import * as objects from './objects/index.js'
import * as playlists from './playlists/index.js'
import * as posts from './posts/index.js'
import * as products from './products/index.js'
import * as reviews from './reviews/index.js'
import * as shop from './shop/index.js'
import * as tracks from './tracks/index.js'
import * as vectors from './vectors/index.js'

/** Who does the work of each queue. */
export const declared = { ...accounts.processors, ...films.processors, ...moderation.processors, ...music.processors, ...notifications.processors, ...objects.processors, ...playlists.processors, ...posts.processors, ...products.processors, ...reviews.processors, ...shop.processors, ...tracks.processors, ...vectors.processors }
