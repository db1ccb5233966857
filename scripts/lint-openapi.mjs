import { join, relative } from 'node:path'
import { createConfig, lint } from '@redocly/openapi-core'
import { root, runScript } from './install.mjs'

// Part of `npm run lint`: docs/openapi.json by the recommended rules of Redocly.

/** Each with its reason. One that nothing needs any longer is a fault, too. */
const exceptions = [
  // Without PUBLIC_URL the API does not know its address; no servers means the one that served the document.
  { rule: 'no-empty-servers', at: /^#\/openapi$/ },
  // Nobody is given a licence to it.
  { rule: 'info-license', at: /^#\/info$/ },
  // `/user/{id}/follow` and its like beside `/user/sessions/{id}`: front ends call them so. An id is a number, so that
  // no request fits both.
  { rule: 'no-ambiguous-paths', at: /^#\/paths\/~1user~1\{id\}~1/ },
  // `/song/play/{id}` and its like, which the first clients know, and sets beside `/song/{id}/stream`: the same.
  { rule: 'no-ambiguous-paths', at: /^#\/paths\/~1song~1(\{id\}|feed|jobs|secret|sets|shared|uploads)~1/ },
  // `/products/{uuid}/go` and its like beside `/products/latest/{handle}`, which the web client knows: an id is a UUID.
  { rule: 'no-ambiguous-paths', at: /^#\/paths\/~1products~1\{uuid\}~1/ },
  // `/reviews/{id}/comments` beside `/reviews/detail/{id}`, as the pages of movies know them: an id is a number.
  { rule: 'no-ambiguous-paths', at: /^#\/paths\/~1api~1v1~1reviews~1/ },
  // They only lead elsewhere.
  { rule: 'operation-2xx-response', at: /^#\/paths\/~1products~1\{uuid\}~1go\// },
  { rule: 'operation-2xx-response', at: /^#\/paths\/~1api~1v1~1accounts~1social~1(callback|login)~1/ },
]

await runScript(async () => {
  const file = join(root, 'docs', 'openapi.json')
  const found = await lint({ ref: file, config: await createConfig({ extends: ['recommended'] }) })
  const places = found.map(({ ruleId, message, location: [place] }) => ({
    ruleId,
    message,
    pointer: place?.pointer ?? '',
  }))
  const excuses = ({ rule, at }, { ruleId, pointer }) => rule === ruleId && at.test(pointer)
  const faults = [
    ...places
      .filter(place => !exceptions.some(exception => excuses(exception, place)))
      .map(({ ruleId, message, pointer }) => `${relative(root, file)} ${pointer} ${ruleId}: ${message}`),
    ...exceptions
      .filter(exception => !places.some(place => excuses(exception, place)))
      .map(({ rule, at }) => `scripts/lint-openapi.mjs: nothing needs the exception from ${rule} at ${at}`),
  ]
  for (const fault of faults) console.error(fault)
  if (faults.length === 0) console.log(`${relative(root, file)}: nothing to complain about.`)
  return faults.length > 0 ? 1 : 0
})
