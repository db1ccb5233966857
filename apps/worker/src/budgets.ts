import { accountOf } from './films/call.js'
import { account as filmTags } from './films/tag.js'
import { searchBudget, unitBudget } from './music/youtube-projects.js'
import { accountOf as imagesOf } from './playlists/paint-cover.js'
import { account as sentiment } from './reviews/sentiment-engines.js'
import type { Budget } from './runtime/budget-figures.js'
import { account as embeddings } from './vectors/embed.js'
import type { VendorName, Vendors } from './vendors.js'

/** Whose limits a worker knows that needs these: what is allowed is a setting, and stands nowhere else. */
export const knownBudgets = (needed: ReadonlySet<VendorName>, vendors: Vendors): Budget[] => [
  ...(needed.has('embeddingLimits') ? [{ ...embeddings, limits: vendors.embeddingLimits }] : []),
  ...(needed.has('sentimentLimits') ? [{ ...sentiment, limits: vendors.sentimentLimits }] : []),
  ...(needed.has('filmTagLimits') ? [{ ...filmTags, limits: vendors.filmTagLimits }] : []),
  ...(needed.has('painterLimits') ? [{ ...imagesOf(vendors.painter), limits: vendors.painterLimits }] : []),
  ...(['kofic', 'kmdb'] as const)
    .filter(name => needed.has(name) && vendors[name])
    .map(name => ({ ...accountOf(name), limits: vendors.filmLimits[name] })),
  ...(needed.has('youtubeLimits') ? vendors.youtubeProjects : []).flatMap(({ name: project }) => [
    { budget: searchBudget, project, limits: vendors.youtubeLimits.search },
    { budget: unitBudget, project, limits: vendors.youtubeLimits.units },
  ]),
]
