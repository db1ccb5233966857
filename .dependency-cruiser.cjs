// Who may import whom. `npm run lint` checks it; the reasons are in docs/decisions.md.

/** Benchmarks too: neither is shipped. */
const tests = '\\.test\\.ts$|/testing/|^apps/[^/]+/(test|bench)/'
/** Folders of a package that serve every domain. All other folders are domains. */
const notDomains = 'core|clients|http|realtime|runtime|ledger|subjects|objects|notifications|commands|crowd|testing'
/**
 * What a domain of packages/db may take from another one: a playlist is made of songs, a profile and a search show
 * playlists and tracks.
 */
const readsOf = { playlists: 'music', accounts: 'playlists', search: 'accounts|music|playlists|tracks', music: '-' }

module.exports = {
  forbidden: [
    {
      name: 'apps-import-db-and-shared',
      comment: 'An app never imports another app. What both need is in packages/shared or packages/db.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
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
      name: 'client-imports-nothing-of-ours',
      comment: 'It knows the API by its document alone, as every client does.',
      severity: 'error',
      from: { path: '^packages/client/' },
      to: { path: '^(apps|packages)/', pathNot: '^packages/client/' },
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
    ...Object.keys({ accounts: 0, music: 0, playlists: 0, search: 0 }).map(domain => ({
      name: `db-${domain}-is-apart`,
      severity: 'error',
      from: { path: `^packages/db/src/${domain}/`, pathNot: tests },
      to: { path: `^packages/db/src/(?!(?:${notDomains}|${domain}|${readsOf[domain]})/)[^/]+/` },
    })),
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
        path: `^((?:apps|packages)/[^/]+)/src/(?:core|clients|http|realtime|runtime|ledger|objects|subjects|notifications)/`,
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
      name: 'sandbox-and-client-are-never-shipped',
      severity: 'error',
      from: { path: '^(apps|packages/(db|shared))/', pathNot: tests },
      to: { path: '^packages/(client|sandbox)/' },
    },
    {
      name: 'sql-in-db',
      comment:
        'The sandbox asks the server that it starts whether it is up; benchmarks hold a route against the bare statement.',
      severity: 'error',
      from: { path: '^(apps|packages)/', pathNot: '^(packages/(db|sandbox)|apps/api/bench)/' },
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
          '^apps/api/bench/(rig/neighbour|[^/]+)\\.ts$',
          '^packages/db/src/commands/(migrate|seed|staff)\\.ts$',
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
          '^apps/api/bench/(rig/neighbour|[^/]+)\\.ts$|\\.d\\.ts$|\\.test\\.ts$|/(main|isolated|make-bucket)\\.ts$|/commands/|/scenes/draw\\.ts$|/stack/(start|reset)\\.ts$|/(throwaway|end-guarded)\\.ts$',
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
