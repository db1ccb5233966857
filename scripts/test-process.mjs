import { pathToFileURL } from 'node:url'
import all from 'tap'
import { become } from './test-api.mjs'

// Runs compiled test files, one after the other, as it is told: `{ file, name, workspace, timeoutMs }` over IPC, `{ end: true }` at last. Each file is
// one subtest of this process. Standard output is TAP with a line of JSON, `# file {…}`, after each file and `# end {…}` before the end.

const counted = { pass: 0, fail: 0, skip: 0, todo: 0 }

/** What was counted since the last call, failures outside of any file included. */
const countsSince = () => {
  const counts = {}
  for (const name of Object.keys(counted)) {
    counts[name] = all.counts[name] - counted[name]
    counted[name] = all.counts[name]
  }
  return counts
}

const runFile = async ({ file, name, workspace, timeoutMs }) => {
  // Where the workspace's own commands run.
  process.chdir(workspace)
  const cpu = process.cpuUsage()
  let test
  await all.test(name, { timeout: timeoutMs }, async t => {
    test = t
    become(t)
    await import(pathToFileURL(file).href)
  })
  // tap lets go of the channel, so that a file that waits for nothing ends at once; between files the process has to stay.
  process.channel?.ref()
  const { user, system } = process.cpuUsage(cpu)
  const result = {
    name,
    ms: Math.round(test.time),
    cpuMs: Math.round((user + system) / 1_000),
    rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    timedOut: test.timedOut,
    counts: countsSince(),
  }
  // Not as a comment of tap's, which it keeps back until more follows.
  process.stdout.write(`# file ${JSON.stringify(result)}\n`)
}

const end = () => {
  process.disconnect()
  all.comment(`end ${JSON.stringify({ counts: countsSince(), open: process.getActiveResourcesInfo() })}`)
  all.end()
}

process.on('message', order => {
  if (order.end) end()
  else void runFile(order)
})
