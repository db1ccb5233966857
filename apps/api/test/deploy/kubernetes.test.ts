import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { laneNames } from '@mudig/shared/core/lanes'
import t from 'tap'
import { parseAllDocuments } from 'yaml'
import { readConfig as readApiConfig } from '../../src/config.js'

/*
 * The manifests as a cluster gets them: against the published schemas, and against the apps that they run. What is
 * checked is deploy/kubernetes/production.yaml; where kubectl is at hand, also that it is what kustomize makes.
 */

type ReadConfig = (env: Record<string, string>) => unknown
// An app imports no other; this is the worker as it is built.
const { readConfig: readWorkerConfig }: { readConfig: ReadConfig } = await import(
  new URL('../../../worker/dist/config.js', import.meta.url).href
)

const folder = fileURLToPath(new URL('../../../../deploy/kubernetes/', import.meta.url))
const read = (name: string) => readFileSync(folder + name, 'utf8')

// biome-ignore lint/suspicious/noExplicitAny: manifests of many kinds, whose shapes the schemas check
type Manifest = any
const manifestsOf = (text: string): Manifest[] => parseAllDocuments(text).map(document => document.toJS())
const nameOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`

const manifests = manifestsOf(read('production.yaml'))
const examples = manifestsOf(read('config.example.yaml'))
const ofKind = (kind: string) => manifests.filter(manifest => manifest.kind === kind)
const named = (kind: string, name: string) => ofKind(kind).find(({ metadata }) => metadata.name === name)
const podOf = (manifest: Manifest) => manifest.spec.template.spec
const workloads = [...ofKind('Deployment'), ...ofKind('Job')]

const validate = async (manifest: Manifest) => {
  const from = manifest.apiVersion.startsWith('keda.sh/') ? '@kubernetes-models/keda' : 'kubernetes-models'
  const models = await import(`${from}/${manifest.apiVersion}/${manifest.kind}`)
  new models[manifest.kind](manifest).validate()
}

t.test('each fits the schema of its kind', async t => {
  for (const manifest of [...manifests, ...examples])
    await t.resolves(validate(manifest), `${nameOf(manifest)} in ${manifest.apiVersion}`)
  const broken = structuredClone(named('Deployment', 'api'))
  broken.spec.template.spec.containers[0].ports[0].containerPort = 'http'
  await t.rejects(validate(broken), 'what does not is told')
})

t.test('production.yaml is what kustomize makes of base and overlay', async t => {
  const made = spawnSync('kubectl', ['kustomize', `${folder}overlays/production`], { encoding: 'utf8' })
  if (made.error !== undefined) return t.comment('there is no kubectl')
  t.equal(made.status, 0, made.stderr)
  const byName = (all: Manifest[]) => Object.fromEntries(all.map(each => [nameOf(each), each]))
  t.same(
    byName(manifests),
    byName(manifestsOf(made.stdout)),
    'kubectl kustomize deploy/kubernetes/overlays/production > deploy/kubernetes/production.yaml',
  )
})

/** What a container is given by its environment, with something in place of each secret. */
const environmentOf = ({ env = [], envFrom = [] }: Manifest): Record<string, string> => {
  const given: Record<string, string> = {}
  for (const { configMapRef, secretRef } of envFrom) {
    const [kind, { name, optional }] = configMapRef ? ['ConfigMap', configMapRef] : ['Secret', secretRef]
    const source = examples.find(each => nameOf(each) === `${kind} ${name}`)
    if (source === undefined && !optional) throw new Error(`nothing says what ${kind} ${name} holds`)
    Object.assign(given, source?.data, source?.stringData)
  }
  for (const { name, value } of env) given[name] = value
  const values: Record<string, string> = {
    DATABASE_URL: 'postgres://mudig:x@postgres:5432/mudig',
    REDIS_URL: 'redis://redis:6379',
    SMTP_URL: 'smtp://mail:587',
    PORTONE_WEBHOOK_SECRET: `whsec_${'A'.repeat(24)}`,
  }
  for (const [name, value] of Object.entries(given))
    given[name] = value === '' ? (values[name] ?? 'x'.repeat(32)) : value
  return given
}

t.test('the apps find what they read, and know all that they are given', async t => {
  for (const { metadata, spec } of ofKind('Deployment')) {
    const given = environmentOf(spec.template.spec.containers[0])
    const readConfig: ReadConfig = metadata.name === 'api' ? readApiConfig : readWorkerConfig
    t.doesNotThrow(() => readConfig(given), metadata.name)
    const asked = new Set<string | symbol>()
    const get = (target: Record<string, string>, name: string) => {
      asked.add(name)
      return target[name]
    }
    // A worker asks for what its lanes need; what another lane needs is no fault.
    const everyLane = metadata.name === 'api' ? given : { ...given, WORKER_LANES: laneNames.join() }
    readConfig(new Proxy(everyLane, { get, ownKeys: () => [] }) as Record<string, string>)
    t.same(
      Object.keys(given).filter(name => !asked.has(name)),
      [],
      `${metadata.name} knows each variable`,
    )
  }
  t.match(environmentOf(podOf(named('Job', 'migrate')).containers[0]), { DATABASE_URL: String })
})

t.test('each lane has workers of its own, scaled on what is due in it', async t => {
  const figures = readFileSync(new URL('../../../worker/src/runtime/ledger-figures.ts', import.meta.url), 'utf8')
  for (const lane of laneNames) {
    const deployment = named('Deployment', `worker-${lane}`)
    const container = podOf(deployment).containers[0]
    t.equal(environmentOf(container).WORKER_LANES, lane)
    t.match(container.image, lane === 'media' ? /\/mudig-media:/ : /\/mudig:/)
    const scaled = named('ScaledObject', `worker-${lane}`)
    t.equal(scaled.spec.scaleTargetRef.name, `worker-${lane}`)
    const [{ type, metadata }] = scaled.spec.triggers
    const [, metric, label] = /^max\((\w+)\{lane="(\w+)"\}\)$/.exec(metadata.query) ?? []
    t.equal(type, 'prometheus')
    t.equal(label, lane)
    t.match(figures, `name: '${metric}'`, 'a figure that workers export')
    t.ok(scaled.spec.minReplicaCount >= 1)
  }
  t.equal(ofKind('Deployment').length, 1 + laneNames.length)
})

t.test('probes, ports and selectors meet', async t => {
  for (const { metadata, spec } of ofKind('Deployment')) {
    const [container] = spec.template.spec.containers
    const ports = new Map(container.ports.map((port: Manifest) => [port.name, port.containerPort]))
    const env = environmentOf(container)
    t.equal(ports.get('metrics'), Number(metadata.name === 'api' ? env.METRICS_PORT : env.HEALTH_PORT))
    if (metadata.name === 'api') t.equal(ports.get('http'), Number(env.PORT))
    for (const [probe, path] of [
      ['startupProbe', '/healthz'],
      ['livenessProbe', '/healthz'],
      ['readinessProbe', '/readyz'],
    ] as const) {
      t.equal(container[probe].httpGet.path, path)
      t.ok(ports.has(container[probe].httpGet.port), `${metadata.name} ${probe}`)
    }
    t.match(spec.template.metadata.labels, spec.selector.matchLabels)
    for (const { labelSelector } of spec.template.spec.topologySpreadConstraints)
      t.same(labelSelector.matchLabels, spec.selector.matchLabels, 'spread among its like')
    const budget = named('PodDisruptionBudget', metadata.name)
    t.same(budget?.spec.selector.matchLabels, spec.selector.matchLabels)
    // An API drains for 10 s after its pause, a worker is gone after 20 s.
    const pause = Number(container.lifecycle?.preStop.exec.command[1] ?? 0)
    const drain = metadata.name === 'api' ? 10 : 20
    t.ok(spec.template.spec.terminationGracePeriodSeconds >= pause + drain + 5)
  }
  const service = named('Service', 'api')
  t.match(named('Deployment', 'api').spec.template.metadata.labels, service.spec.selector)
  t.equal(named('HorizontalPodAutoscaler', 'api').spec.scaleTargetRef.name, 'api')
  t.ok(named('HorizontalPodAutoscaler', 'api').spec.minReplicas > named('PodDisruptionBudget', 'api').spec.minAvailable)
})

t.test('nobody has more rights than needed', async t => {
  for (const workload of workloads) {
    const pod = podOf(workload)
    t.match(pod.securityContext, { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } })
    t.equal(pod.automountServiceAccountToken, false)
    for (const { securityContext, resources, image } of pod.containers) {
      t.match(securityContext, {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      t.ok(resources.requests.cpu && resources.requests.memory && resources.limits.memory)
      t.match(image, /:\d/, 'a release, which can be rolled back to')
    }
    t.ok(pod.volumes === undefined || pod.volumes.every((volume: Manifest) => volume.emptyDir.sizeLimit !== undefined))
  }
  const policies = ofKind('NetworkPolicy')
  const closed = policies.find(({ spec }) => spec.ingress === undefined)
  for (const workload of workloads)
    t.match(workload.spec.template.metadata.labels, closed.spec.podSelector.matchLabels, 'nobody else reaches it')
  t.notOk(read('production.yaml').includes('kind: Secret'), 'secrets are named, not kept')
  for (const { stringData = {} } of examples)
    t.ok(
      Object.values(stringData).every(value => value === ''),
      'no example of a secret has a value',
    )
})
