// npm run bench -- voice [--texts 18]: measures reviews that are put into another voice against the chat model's own
// latency. Needs `npm start` in another terminal; an account has twenty an hour.
import { parseArgs } from 'node:util'
import { median } from './rig/figures.js'
import { ask, readStack } from './rig/running-stack.js'

const { values } = parseArgs({ options: { texts: { type: 'string', default: '18' } } })
const texts = Math.min(20, Math.max(1, Number(values.texts) || 18))
const { addresses, demo } = readStack()
const { sandbox } = addresses
if (!sandbox) throw new Error('The vendors are real here; measuring would cost money.')
const { token } = await ask<{ token: { access: string } }>(`${addresses.api}/user/login`, {
  method: 'POST',
  body: JSON.stringify(demo),
})
const styles = ['조선시대', '평론가', 'Mz']
const rows: { took: number; vendor: number }[] = []
console.log('  text    took  vendor  took/vendor')
for (let n = 0; n < texts; n++) {
  await fetch(`${sandbox}/control/calls`, { method: 'DELETE' })
  const startedAt = performance.now()
  const { transformedContent } = await ask<{ transformedContent: string }>(
    `${addresses.api}/api/v1/reviews/transform-review/`,
    {
      method: 'POST',
      token: token.access,
      body: JSON.stringify({ content: `끝까지 눈을 뗄 수 없었다 ${n}`, style: styles[n % styles.length] }),
    },
  )
  const took = performance.now() - startedAt
  if ([...transformedContent].length < 100) throw new Error(`too short: ${transformedContent}`)
  const { calls } = await ask<{ calls: { vendor: string; duration_ms: number }[] }>(`${sandbox}/control/calls`)
  const vendor = calls.filter(call => call.vendor === 'chat').reduce((sum, call) => sum + call.duration_ms, 0)
  rows.push({ took, vendor })
  const ms = (value: number) => `${Math.round(value)}`.padStart(6)
  console.log(`${String(n + 1).padStart(6)}  ${ms(took)}  ${ms(vendor)}         ${(took / vendor).toFixed(2)}`)
}
const ratios = rows.map(row => row.took / row.vendor).sort((a, b) => a - b)
console.log(
  `took/vendor: median ${median(ratios).toFixed(2)}, worst ${ratios.at(-1)!.toFixed(2)}, over ${texts} texts; milliseconds above`,
)
