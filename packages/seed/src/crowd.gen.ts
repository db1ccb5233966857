// Written by npm run generate, from the files in crowd/.
import * as accounts from './crowd/accounts.js'
import * as music from './crowd/music.js'
import * as notifications from './crowd/notifications.js'
import * as playlists from './crowd/playlists.js'
import * as search from './crowd/search.js'
import * as subjects from './crowd/subjects.js'

export const domains = [accounts.crowd, music.crowd, notifications.crowd, playlists.crowd, search.crowd, subjects.crowd] as const
