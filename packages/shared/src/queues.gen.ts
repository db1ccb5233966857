// Written by npm run generate, from the folders that have queues.ts.
import * as accounts from './accounts/queues.js'
import * as films from './films/queues.js'
import * as messages from './messages/queues.js'
import * as moderation from './moderation/queues.js'
import * as music from './music/queues.js'
import * as notifications from './notifications/queues.js'
import * as objects from './objects/queues.js'
import * as playlists from './playlists/queues.js'
import * as posts from './posts/queues.js'
import * as products from './products/queues.js'
import * as reviews from './reviews/queues.js'
import * as sets from './sets/queues.js'
import * as shop from './shop/queues.js'
import * as subjects from './subjects/queues.js'
import * as tracks from './tracks/queues.js'
import * as vectors from './vectors/queues.js'

/** Every queue there is; Bull Board shows them in this order. */
export const queues = { ...accounts.queues, ...films.queues, ...messages.queues, ...moderation.queues, ...music.queues, ...notifications.queues, ...objects.queues, ...playlists.queues, ...posts.queues, ...products.queues, ...reviews.queues, ...sets.queues, ...shop.queues, ...subjects.queues, ...tracks.queues, ...vectors.queues }

/** What jobs are about. */
export const jobSubjects = [...accounts.jobSubjects, ...films.jobSubjects, ...messages.jobSubjects, ...moderation.jobSubjects, ...music.jobSubjects, ...notifications.jobSubjects, ...objects.jobSubjects, ...playlists.jobSubjects, ...posts.jobSubjects, ...products.jobSubjects, ...reviews.jobSubjects, ...sets.jobSubjects, ...shop.jobSubjects, ...subjects.jobSubjects, ...tracks.jobSubjects, ...vectors.jobSubjects] as const

/** By domain, for the test that none declares what another one has. */
export const declared = [accounts.queues, films.queues, messages.queues, moderation.queues, music.queues, notifications.queues, objects.queues, playlists.queues, posts.queues, products.queues, reviews.queues, sets.queues, shop.queues, subjects.queues, tracks.queues, vectors.queues]
