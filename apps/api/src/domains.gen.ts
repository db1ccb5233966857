// Written by npm run generate, from the folders that have index.ts or routes.ts.
import * as accounts from './accounts/index.js'
import * as admin from './admin/index.js'
import * as films from './films/index.js'
import * as messages from './messages/index.js'
import * as moderation from './moderation/index.js'
import * as music from './music/routes.js'
import * as notifications from './notifications/routes.js'
import * as objects from './objects/index.js'
import * as playlists from './playlists/index.js'
import * as posts from './posts/index.js'
import * as products from './products/index.js'
import * as profiles from './profiles/index.js'
import * as reviews from './reviews/index.js'
import * as search from './search/routes.js'
import * as shop from './shop/index.js'
import * as subjects from './subjects/index.js'
import * as tracks from './tracks/index.js'
import * as vectors from './vectors/index.js'

export const domains = [accounts.routes, admin.routes, films.routes, messages.routes, moderation.routes, music.routes, notifications.routes, objects.routes, playlists.routes, posts.routes, products.routes, profiles.routes, reviews.routes, search.routes, shop.routes, subjects.routes, tracks.routes, vectors.routes] as const

type Declared = { routes: unknown; groups?: readonly { name: string; description: string }[] }
const declared: readonly Declared[] = [accounts, admin, films, messages, moderation, music, notifications, objects, playlists, posts, products, profiles, reviews, search, shop, subjects, tracks, vectors]

/** What their operations stand under in the document; not every domain has one of its own. */
export const groups = declared.flatMap(({ groups }) => groups ?? [])
