// Written by npm run generate, from the folders that have notices.ts.
import * as accounts from './accounts/notices.js'
import * as playlists from './playlists/notices.js'
import * as subjects from './subjects/notices.js'

/** Everything that people are notified of. */
export const notices = { ...accounts.notices, ...playlists.notices, ...subjects.notices }

/** What they do that others are notified of. */
export const acts = { ...accounts.acts, ...playlists.acts, ...subjects.acts }

/** By domain, for the test that none declares what another one has. */
export const declared = { notices: [accounts.notices, playlists.notices, subjects.notices], acts: [accounts.acts, playlists.acts, subjects.acts] }
