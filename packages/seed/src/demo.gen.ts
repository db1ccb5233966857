// Written by npm run generate, from the files in demo/.
import * as accounts from './demo/accounts.js'
import * as playlists from './demo/playlists.js'

export const domains = [accounts.demo, playlists.demo] as const
