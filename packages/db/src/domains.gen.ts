// Written by npm run generate, from the folders that have domain.ts.
import * as accounts from './accounts/domain.js'
import * as ledger from './ledger/domain.js'
import * as messages from './messages/domain.js'
import * as music from './music/domain.js'
import * as notifications from './notifications/domain.js'
import * as objects from './objects/domain.js'
import * as playlists from './playlists/domain.js'
import * as search from './search/domain.js'
import * as subjects from './subjects/domain.js'
import * as tracks from './tracks/domain.js'

export const declared = [accounts.domain, ledger.domain, messages.domain, music.domain, notifications.domain, objects.domain, playlists.domain, search.domain, subjects.domain, tracks.domain] as const
