// Written by npm run generate, from the folders that have domain.ts.
import * as accounts from './accounts/domain.js'
import * as ledger from './ledger/domain.js'
import * as messages from './messages/domain.js'
import * as moderation from './moderation/domain.js'
import * as music from './music/domain.js'
import * as notifications from './notifications/domain.js'
import * as objects from './objects/domain.js'
import * as playlists from './playlists/domain.js'
import * as posts from './posts/domain.js'
import * as products from './products/domain.js'
import * as search from './search/domain.js'
import * as sets from './sets/domain.js'
import * as shop from './shop/domain.js'
import * as subjects from './subjects/domain.js'
import * as tracks from './tracks/domain.js'
import * as vectors from './vectors/domain.js'

export const declared = [accounts.domain, ledger.domain, messages.domain, moderation.domain, music.domain, notifications.domain, objects.domain, playlists.domain, posts.domain, products.domain, search.domain, sets.domain, shop.domain, subjects.domain, tracks.domain, vectors.domain] as const
