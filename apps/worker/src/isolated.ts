import { hostname } from 'node:os'
import { createLedger } from '@mudig/db/ledger/ledger'
import { startTracing } from '@mudig/shared/tracing/start'
import { configOrExit, createLog, openDatabases, openProducer, upkeepConnections } from './connect.js'
import { processors } from './processors.js'
import type { ChildMessage, RunOrder } from './runtime/isolation.js'
import { createLeases } from './runtime/leases.js'
import { endWithParent } from './runtime/orphan.js'
import { DrainingError, runJob } from './runtime/run-job.js'
import type { Runtime } from './runtime/runtime.js'
import { createVendors } from './vendors.js'

// A process that a worker starts for jobs that run alone. It takes orders over its channel and ends with it.

/** What runs when the worker has gone may end within this time; below the worker's own patience. */
const drainMs = 10_000
/** One job at a time. */
const poolSize = 2

const config = configOrExit()
const endTracing = await startTracing({ endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT, service: 'mudig-worker' })
const log = createLog(config)
const databases = openDatabases(config, log)
const db = databases.forJobs(poolSize)
const producer = openProducer(config)
const ledger = createLedger({ db, redis: producer, prefix: config.REDIS_PREFIX })
const leases = createLeases(databases.forUpkeep(upkeepConnections.isolated), log)
const send = (message: ChildMessage) => process.connected && process.send?.(message)
const runtime: Runtime = {
  db,
  ledger,
  leases,
  vendors: createVendors(config, log),
  log,
  workerName: `${hostname()}/${process.pid}`,
  onClaim: claimed => send({ claimed }),
}

let running: Promise<unknown> = Promise.resolve()
process.on('message', ({ id, queue }: RunOrder) => {
  running = runJob(processors.get(queue)!, id, runtime)
    .catch(error => log.error({ err: error, job: id }, 'isolated job could not be run; its lease will expire'))
    .finally(() => send({ ended: id }))
})
endWithParent(Number(process.argv[2]), drainMs)
const end = async () => {
  setTimeout(() => leases.abortAll(new DrainingError('this worker is stopping')), drainMs).unref()
  await running
  await endTracing()
  process.exit(0)
}
process.once('disconnect', end)
// The worker may have gone while this process started, and nobody is told of what was before.
if (!process.connected) await end()
// A terminal and some platforms signal the whole group; the worker says when to stop.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
