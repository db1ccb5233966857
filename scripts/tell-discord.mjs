// Run by .github/workflows: tells a channel how it ended. RESULTS is what the workflow knows of the jobs before this
// one. Without DISCORD_WEBHOOK_URL it says nothing, so that a fork needs no secret.

const { DISCORD_WEBHOOK_URL, RESULTS = '{}', GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = process.env
const { GITHUB_WORKFLOW, GITHUB_REF_NAME, GITHUB_SHA = '', GITHUB_ACTOR } = process.env

const [green, red] = [0x2da44e, 0xcf222e]

if (DISCORD_WEBHOOK_URL) {
  const jobs = Object.entries(JSON.parse(RESULTS)).map(([name, { result }]) => ({ name, result }))
  const failed = jobs.filter(({ result }) => result !== 'success')
  const embed = {
    title: `${GITHUB_WORKFLOW} ${failed.length > 0 ? 'failed' : 'succeeded'}: ${GITHUB_REF_NAME} at ${GITHUB_SHA.slice(0, 7)}`,
    url: `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`,
    color: failed.length > 0 ? red : green,
    description: jobs.map(({ name, result }) => `${name}: ${result}`).join('\n'),
    footer: { text: GITHUB_ACTOR },
  }
  const response = await fetch(DISCORD_WEBHOOK_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    // Names of branches are anybody's, and must not call people.
    body: JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new Error(`Discord answered ${response.status}`)
}
