import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@mudig/sandbox/servers/ports'
import type { PrometheusBinaries } from '@mudig/sandbox/servers/prometheus-binary'
import { until } from '@mudig/sandbox/servers/until'
import type { Test } from 'tap'
import { stringify } from 'yaml'

export interface Series {
  readonly metric: Readonly<Record<string, string>>
  readonly value: readonly [number, string]
}

/** A Prometheus that looks every other second, with these rules and none that waits before it fires. */
export const startPrometheus = async (
  t: Pick<Test, 'teardown'>,
  { prometheus }: PrometheusBinaries,
  { rules, targets }: { rules: string; targets: Readonly<Record<string, number>> },
) => {
  const home = mkdtempSync(join(tmpdir(), 'mudig-prometheus-'))
  const port = await freePort()
  writeFileSync(join(home, 'rules.yml'), rules.replace(/^( +for:) .*$/gm, '$1 0s'))
  const config = {
    global: { scrape_interval: '2s', scrape_timeout: '2s', evaluation_interval: '1s' },
    rule_files: ['rules.yml'],
    scrape_configs: Object.entries(targets).map(([job_name, target]) => ({
      job_name,
      static_configs: [{ targets: [`127.0.0.1:${target}`] }],
    })),
  }
  writeFileSync(join(home, 'prometheus.yml'), stringify(config))
  const settings = [
    `--config.file=${join(home, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(home, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=warn',
  ]
  const child = spawn(prometheus, settings, { cwd: home, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', chunk => (said += chunk))
  const gone = new Promise(resolve => child.once('exit', resolve))
  t.teardown(async () => {
    child.kill('SIGKILL')
    await gone
    rmSync(home, { recursive: true, force: true })
  })
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
    const { data, error } = (await answer.json()) as { data: T; error?: string }
    if (!answer.ok) throw new Error(`${path}: ${error}`)
    return data
  }
  const isUp = () => ask('label/__name__/values').then(Boolean, () => child.exitCode !== null)
  await until(isUp, { withinMs: 60_000 })
  if (child.exitCode !== null) throw new Error(said)
  return {
    query: async (expr: string): Promise<Series[]> =>
      (await ask<{ result: Series[] }>(`query?query=${encodeURIComponent(expr)}`)).result,
    names: () => ask<string[]>('label/__name__/values'),
    /** Every rule, with what is wrong with it. */
    rules: async () =>
      (
        await ask<{ groups: { rules: { name: string; query: string; health: string; lastError?: string }[] }[] }>(
          'rules',
        )
      ).groups.flatMap(group => group.rules),
    firing: async (): Promise<Set<string>> => {
      const { alerts } = await ask<{ alerts: { state: string; labels: { alertname: string } }[] }>('alerts')
      return new Set(alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname))
    },
  }
}
