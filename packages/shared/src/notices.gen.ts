// Written by npm run generate, from the folders that have notices.ts.
import * as accounts from './accounts/notices.js'
import * as messages from './messages/notices.js'
import * as playlists from './playlists/notices.js'
import * as posts from './posts/notices.js'
import * as products from './products/notices.js'
import * as reviews from './reviews/notices.js'
import * as sets from './sets/notices.js'
import * as subjects from './subjects/notices.js'
import * as tracks from './tracks/notices.js'

/** Everything that people are notified of. */
export const notices = { ...accounts.notices, ...messages.notices, ...playlists.notices, ...posts.notices, ...products.notices, ...reviews.notices, ...sets.notices, ...subjects.notices, ...tracks.notices }

/** What they do that others are notified of. */
export const acts = { ...accounts.acts, ...messages.acts, ...playlists.acts, ...posts.acts, ...products.acts, ...reviews.acts, ...sets.acts, ...subjects.acts, ...tracks.acts }

/** By domain, for the test that none declares what another one has. */
export const declared = { notices: [accounts.notices, messages.notices, playlists.notices, posts.notices, products.notices, reviews.notices, sets.notices, subjects.notices, tracks.notices], acts: [accounts.acts, messages.acts, playlists.acts, posts.acts, products.acts, reviews.acts, sets.acts, subjects.acts, tracks.acts] }
