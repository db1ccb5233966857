// Written by npm run generate, from the files in demo/.
import * as accounts from './demo/accounts.js'
import * as playlists from './demo/playlists.js'
import * as tracks from './demo/tracks.js'

export const domains = [accounts.demo, playlists.demo, tracks.demo] as const
