const { readdirSync } = require('node:fs')
const { join } = require('node:path')

// Who may import whom. `npm run lint` checks it; the reasons are in docs/decisions.md.

/** Benchmarks too: neither is shipped. */
const tests = '\\.test\\.ts$|/testing/|^apps/[^/]+/(test|bench)/'
/** Folders of a package that serve every domain. All other folders are domains. */
const notDomains = 'core|clients|http|realtime|runtime|ledger|subjects|objects|notifications|vectors|commands|testing'
const isNoDomain = new RegExp(`^(?:${notDomains})$`)

/** The domains of packages/db: a new folder is one, and apart from all others, unless `notDomains` names it. */
const domainsOfDb = readdirSync(join(__dirname, 'packages/db/src'), { withFileTypes: true })
  .filter(entry => entry.isDirectory() && !isNoDomain.test(entry.name))
  .map(entry => entry.name)

/** Which other domains one of packages/db reads from all the same: never in a circle, and each with its reason. */
const readsOf = {
  // A playlist is made of songs: it claims them, waits for them, and shows them in their own columns.
  playlists: ['music'],
  // A block ends follows, and what the blocked one has written is read.
  moderation: ['accounts', 'messages'],
  // A profile says whether it is followed, and shows what somebody wrote and likes, in one statement.
  profiles: ['accounts', 'playlists'],
  // What is found is shown as the pages of its own domain show it, in one statement.
  search: ['films', 'music', 'playlists', 'posts', 'products', 'profiles', 'tracks'],
  // A set is made of tracks, and shows them in their own columns.
  sets: ['tracks'],
}
for (const name of Object.entries(readsOf).flat(2))
  if (!domainsOfDb.includes(name)) throw new Error(`readsOf names ${name}, which is no domain of packages/db`)

module.exports = {
  forbidden: [
    {
      name: 'apps-import-db-and-shared',
      comment:
        "An app never imports another app. What both need is in packages/shared or packages/db. The shop's test alone has the jobs of payments done while a request waits for them.",
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/api/src/shop/shop\\.test\\.ts$' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'db-imports-shared',
      severity: 'error',
      from: { path: '^packages/db/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/(db|shared)/' },
    },
    {
      name: 'shared-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/shared/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/shared/' },
    },
    {
      name: 'seed-imports-db-and-shared',
      severity: 'error',
      from: { path: '^packages/seed/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/(db|seed|shared)/' },
    },
    {
      name: 'client-imports-nothing-of-ours',
      comment: 'It knows the API by its document alone, as every client does.',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/client/' },
    },
    {
      name: 'sentiment-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^packages/sentiment/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/sentiment/' },
    },
    {
      name: 'sentiment-is-for-workers',
      comment: 'It holds its thread: half a second to load, a part of a millisecond for each review.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '^(apps/worker|packages/sentiment)/' },
      to: { path: '^packages/sentiment/' },
    },
    {
      name: 'sandbox-imports-shared-and-client',
      severity: 'error',
      from: { path: '^packages/sandbox/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/(client|sandbox|shared)/' },
    },
    {
      name: 'domains-are-apart',
      comment:
        "A domain's folder imports no other domain's folder of the same package. What two domains need stands in the folder above.",
      severity: 'error',
      from: {
        path: `^(apps/[^/]+|packages/shared)/src/(?!(?:${notDomains})/)([^/]+)/`,
        pathNot: '^packages/shared/src/[^/]+/[^/]*schemas\\.ts$',
      },
      to: { path: `^$1/src/(?!(?:${notDomains})/)[^/]+/`, pathNot: '^$1/src/$2/' },
    },
    ...domainsOfDb.map(domain => ({
      name: `db-${domain}-is-apart`,
      comment: 'Its tests may prepare rows by whatever writes them.',
      severity: 'error',
      from: { path: `^packages/db/src/${domain}/`, pathNot: tests },
      to: { path: `^packages/db/src/(?!(?:${[notDomains, domain, ...(readsOf[domain] ?? [])].join('|')})/)[^/]+/` },
    })),
    {
      name: 'seed-domains-are-apart',
      comment: 'What domains add to the demo and to a crowd, a file each. A playlist is made of songs.',
      severity: 'error',
      from: { path: '^packages/seed/src/(?:crowd|demo)/([^/]+)\\.ts$', pathNot: tests },
      to: {
        path: '^packages/seed/src/(?!core/)',
        pathNot: ['^packages/seed/src/[^/]+/$1\\.ts$', '^packages/seed/src/crowd/music\\.ts$'],
      },
    },
    {
      name: 'shapes-nest-shapes',
      comment:
        'On the wire a playlist holds its writer and its songs: schemas.ts of shared may import another schemas.ts, and nothing else.',
      severity: 'error',
      from: { path: '^packages/shared/src/([^/]+)/[^/]*schemas\\.ts$' },
      to: {
        path: '^packages/shared/src/[^/]+/',
        pathNot: ['^packages/shared/src/($1|core)/', '^packages/shared/src/[^/]+/[^/]*schemas\\.ts$'],
      },
    },
    {
      name: 'machinery-knows-no-domain',
      comment: 'These folders serve every domain; the domains are put together in domains.ts and the lists of domains.',
      severity: 'error',
      from: {
        path: `^((?:apps|packages)/[^/]+)/src/(?:core|clients|http|realtime|runtime|ledger|objects|subjects|notifications|vectors)/`,
        pathNot: `${tests}|schemas\\.ts$`,
      },
      to: { path: `^$1/src/(?!(?:${notDomains})/)[^/]+/` },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(apps|packages)/' },
      to: { circular: true },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: tests },
      to: { path: ['/testing/', '\\.test\\.ts$'] },
    },
    {
      name: 'shipped-imports-no-sandbox-client-or-seed',
      comment: 'The image has the command seed, but no app is made with it.',
      severity: 'error',
      from: { path: '^(apps|packages/(db|shared))/', pathNot: tests },
      to: { path: '^packages/(client|sandbox|seed)/' },
    },
    {
      name: 'sql-in-db',
      comment:
        'The sandbox asks the server that it starts whether it is up; benchmarks hold a route against the bare statement; a crowd is copied into the tables by the million, which no query of the apps does.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '^(packages/(db|sandbox|seed)|apps/api/bench)/' },
      to: { path: '(^|/)node_modules/(kysely|pg)/' },
    },
    {
      name: 'vendors-in-clients',
      comment: "The sandbox's tests hold it against the vendors' own clients.",
      severity: 'error',
      from: {
        path: '^(apps|packages)/',
        pathNot: ['^packages/shared/src/clients/', '^packages/sandbox/.+\\.test\\.ts$'],
      },
      to: { path: '(^|/)node_modules/(openai|undici|@aws-sdk|@smithy|nodemailer)/' },
    },
    {
      name: 'declared-dependencies',
      comment:
        "Only what the workspace's own package.json names may be imported, and src never what it names for development.",
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: { path: '^(apps|packages)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'Everything is reached from a process, a command, a script or a test.',
      severity: 'error',
      from: {
        path: [
          '^apps/[^/]+/src/(main|make-bucket)\\.ts$',
          '^apps/api/bench/(rig/neighbour|chat/bare|[^/]+)\\.ts$',
          '^packages/db/src/commands/(migrate|staff)\\.ts$',
          '^packages/seed/src/main\\.ts$',
          '^packages/sentiment/src/(main|training/member-thread)\\.ts$',
          '^packages/sandbox/src/vendors/main\\.ts$',
          '^apps/worker/src/isolated\\.ts$',
          '^packages/sandbox/src/scenes/draw\\.ts$',
          '^packages/sandbox/src/stack/(start|reset)\\.ts$',
          '^packages/sandbox/src/servers/(throwaway|end-guarded)\\.ts$',
          '\\.test\\.ts$',
        ],
      },
      to: {
        path: '^(apps|packages)/[^/]+/(src|test|bench)/',
        pathNot:
          '^apps/api/bench/(rig/neighbour|chat/bare|[^/]+)\\.ts$|/testing/reads\\.ts$|\\.d\\.ts$|\\.test\\.ts$|/(main|isolated|make-bucket|member-thread)\\.ts$|/commands/|/scenes/draw\\.ts$|/stack/(start|reset)\\.ts$|/(throwaway|end-guarded)\\.ts$',
        reachable: false,
      },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(apps|packages)/[^/]+/(dist|\\.src|\\.test|assets|\\.tap|\\.turbo)/' },
    combinedDependencies: false,
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['mudig-source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.d.ts'],
    },
  },
}
