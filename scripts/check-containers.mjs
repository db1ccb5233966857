import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { DCLinter } from 'dclint'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { parse } from 'yaml'
import { build, Refusal, root, runScript } from './install.mjs'

// npm run check:containers: Dockerfile, docker-compose.yml and .env.compose, as far as they can be checked without a
// container engine.

const read = path => readFileSync(join(root, path), 'utf8')

/**
 * Rules about order and quotes are a matter of taste, and `image` beside `build` names what was built; the schema and
 * the rest stay.
 */
const composeRules = {
  'no-build-and-image': 0,
  'no-quotes-in-volumes': 0,
  'require-quotes-in-ports': 0,
  'service-dependencies-alphabetical-order': 0,
  'service-image-require-explicit-tag': 0,
  'service-keys-order': 0,
  'service-ports-alphabetical-order': 0,
  'services-alphabetical-order': 0,
  'top-level-properties-order': 0,
}

const checkComposeFile = () => {
  const linter = new DCLinter({ rules: composeRules, quiet: true, debug: false, exclude: [], stopOnFirstError: false })
  return linter
    .lintFiles([join(root, 'docker-compose.yml')], false)
    .flatMap(({ messages }) =>
      messages.map(({ line, rule, message }) => `docker-compose.yml:${line} ${rule}: ${message}`),
    )
}

/** Every COPY source is there and not ignored, no stage is floating, the image runs as somebody else than root. */
const checkDockerfile = () => {
  const text = read('Dockerfile')
  const faults = validate(text).map(({ range, message }) => `Dockerfile:${range.start.line + 1} ${message}`)
  const file = DockerfileParser.parse(text)
  const fault = (instruction, message) => faults.push(`Dockerfile:${instruction.getRange().start.line + 1} ${message}`)
  const stages = new Set()
  for (const from of file.getFROMs()) {
    if (!stages.has(from.getImage()) && !/:[^:]*\d/.test(from.getImage() ?? ''))
      fault(from, `${from.getImage()} has no version`)
    if (from.getBuildStage()) stages.add(from.getBuildStage())
  }
  const ignored = read('.dockerignore').split('\n').filter(Boolean)
  for (const copy of file.getCOPYs()) {
    const stage = copy.getFromFlag()?.getValue()
    if (stage !== undefined && !stages.has(stage)) fault(copy, `there is no stage ${stage}`)
    if (stage !== undefined) continue
    const paths = copy.getArguments().map(argument => argument.getValue())
    for (const path of paths.slice(0, -1)) {
      if (!existsSync(join(root, path))) fault(copy, `there is no ${path}`)
      if (ignored.includes(path)) fault(copy, `.dockerignore keeps ${path} out`)
    }
  }
  const instructions = file.getInstructions()
  const last = instructions.slice(instructions.lastIndexOf(file.getFROMs().at(-1)))
  const keywords = last.map(instruction => instruction.getKeyword())
  for (const keyword of ['USER', 'HEALTHCHECK', 'ENTRYPOINT'])
    if (!keywords.includes(keyword)) faults.push(`Dockerfile: the image has no ${keyword}`)
  const user = last.findLast(instruction => instruction.getKeyword() === 'USER')?.getArgumentsContent()
  if (user === 'root' || user === '0') faults.push('Dockerfile: the image runs as root')
  return faults
}

/** Compose's interpolation: `$$`, `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, nested. */
const interpolate = (text, env) => {
  const find = (from, depth = 0) => {
    for (let index = from; index < text.length; index++) {
      if (text.startsWith('${', index)) depth++
      else if (text[index] === '}' && --depth < 0) return index
    }
    throw new Error(`unclosed \${ in ${text}`)
  }
  const start = text.indexOf('${')
  if (start < 0) return text.replaceAll('$$', '$')
  const end = find(start + 2)
  const [, name, operator, rest = ''] = /^(\w+)(?::([-?])([\s\S]*))?$/.exec(text.slice(start + 2, end)) ?? []
  if (name === undefined) throw new Error(`cannot read ${text.slice(start, end + 1)}`)
  const given = env[name] ?? ''
  if (given === '' && operator === '?') throw new Error(rest)
  const value = given === '' && operator === '-' ? interpolate(rest, env) : given
  return text.slice(0, start) + value + interpolate(text.slice(end + 1), env)
}

/**
 * Where to listen inside a container is the image's own business; these have a value there that .env does not change.
 */
const fixed = ['HOST', 'PORT', 'HEALTH_PORT', 'HEALTH_HOST', 'METRICS_PORT', 'METRICS_HOST']

/** Every variable that an app reads can be set in .env: each container is given it from there, but for those above. */
const notPassed = (service, environment, asked) =>
  asked.flatMap(name => {
    if (!Object.hasOwn(environment, name))
      return [`docker-compose.yml: the ${service} reads ${name} and is not given it`]
    const passes = fixed.includes(name) || environment[name].includes(`\${${name}`)
    return passes ? [] : [`docker-compose.yml: ${name} of the ${service} does not come from .env`]
  })

/** The apps read what compose gives them, with and without keys; whatever compose sets is known to them. */
const checkEnvironments = async () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true })
  const faults = []
  const secrets = ['JWT_SECRET', 'COOKIE_SECRET', 'OTP_SECRET', 'POSTGRES_PASSWORD', 'S3_SECRET_ACCESS_KEY']
  const keys = [...secrets, 'OPENAI_API_KEY', 'YOUTUBE_API_KEYS', 'KARLO_API_KEY']
  const withKeys = {
    ...Object.fromEntries(keys.map(name => [name, 'x'.repeat(32)])),
    PUBLIC_URL: 'https://api.example.com',
  }
  for (const [variant, given] of [
    ['with keys', withKeys],
    ['.env.compose', parseEnv(read('.env.compose'))],
  ]) {
    for (const [service, app] of [
      ['api', 'api'],
      ['worker', 'worker'],
      ['bucket', 'worker'],
    ]) {
      try {
        const env = Object.fromEntries(
          Object.entries(services[service].environment).map(([name, value]) => [name, interpolate(value, given)]),
        )
        const { readConfig } = await import(join(root, 'apps', app, 'dist', 'config.js'))
        const asked = new Set()
        const get = (target, name) => {
          asked.add(name)
          return target[name]
        }
        readConfig(env)
        // Once more to see for which names it asks, not counting that it looks through all there are for faults between
        // them.
        readConfig(new Proxy(env, { get, ownKeys: () => [] }))
        for (const name of Object.keys(env))
          if (!asked.has(name)) faults.push(`docker-compose.yml: the ${service} does not know ${name}`)
        if (service !== 'bucket') faults.push(...notPassed(service, services[service].environment, [...asked]))
      } catch (error) {
        faults.push(`docker-compose.yml, ${variant}, ${service}: ${error.message}`)
      }
    }
  }
  return [...new Set(faults)]
}

await runScript(async () => {
  const broken = await build({ quiet: true })
  if (broken !== '') throw new Refusal(broken)
  const faults = [...checkDockerfile(), ...checkComposeFile(), ...(await checkEnvironments())]
  for (const fault of faults) console.error(fault)
  if (faults.length === 0) console.log('Dockerfile, docker-compose.yml and .env.compose: nothing to complain about.')
  return faults.length > 0 ? 1 : 0
})
