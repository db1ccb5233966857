import type { JobRow } from '@mudig/db/ledger/history'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { queues } from '@mudig/shared/queues.gen'
import type { Static } from 'typebox'
import { type Filter, states } from './job-filter.js'
import { words } from './jobs-words.js'
import { moment, next, staffPage } from './page.js'

type Query = Static<typeof Filter>
/** What a form can ask for; how many come at once is the page's own business. */
type Field = Exclude<keyof Query, 'limit' | 'cursor'>

const texts = ['subject', 'user_id', 'request_id', 'error_code', 'older_than', 'younger_than'] as const
const fields = ['queue', 'state', ...texts] as const satisfies readonly Field[]

const option = (value: string, label: string, chosen: string | undefined) =>
  `<option value="${escapeHtml(value)}"${value === (chosen ?? '') ? ' selected' : ''}>${escapeHtml(label)}</option>`

const form = (language: Language, query: Query): string => {
  const say = words[language]
  const names = Object.values(queues).map(({ name }) => name)
  const old = query.queue !== undefined && !names.includes(query.queue as never) ? [query.queue] : []
  const queueOptions = [...names, ...old].sort().map(name => option(name, name, query.queue))
  const stateOptions = states.map(state => option(state, say.states[state], query.state))
  const inputs = texts.map(
    name =>
      `<label class="field">${say.fields[name]}<input type="text" name="${name}" maxlength="100" value="${escapeHtml(String(query[name] ?? ''))}"></label>`,
  )
  return `<section><form class="filter" method="get" action="/admin/jobs">
<label class="field">${say.fields.queue}<select name="queue">${option('', say.everything, query.queue)}${queueOptions.join('')}</select></label>
<label class="field">${say.fields.state}<select name="state">${option('', say.everything, query.state)}${stateOptions.join('')}</select></label>
${inputs.join('\n')}
<p><button class="main">${say.find}</button></p></form>
<p class="row"><a href="/admin/jobs?state=failed">${say.dead}</a> <a href="/admin/jobs?state=failed&amp;error_code=quarantined">${say.quarantined}</a></p></section>`
}

const hrefOf = (query: Query, cursor: number): string => {
  const given = fields.flatMap(name => (query[name] === undefined ? [] : [[name, String(query[name])]]))
  return `/admin/jobs?${new URLSearchParams([...given, ['cursor', String(cursor)]])}`
}

/** Only what is dead can run again. Behind a fold, because it may be a thousand jobs. */
const replayForm = (language: Language, query: Query): string => {
  if (query.state !== 'failed' && query.state !== 'cancelled') return ''
  const say = words[language]
  const given = fields.filter(name => query[name] !== undefined).map(name => [name, String(query[name])] as const)
  // Everything that is dead has to be meant.
  const isAll = given.length === 1 && query.state === 'failed'
  const inputs = (isAll ? [['all', 'true'] as const] : given).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  )
  return `<details><summary>${say.replayAll}</summary><form method="post" action="/admin/jobs/act">${inputs.join('')}
<p class="row"><button class="main" name="action" value="replay-all">${say.replay}</button> <span class="soft">${say.replayAllHint}</span></p></form></details>`
}

export const stateOf = (language: Language, state: JobRow['state']): string => {
  const label = words[language].states[state as (typeof states)[number]]
  return state === 'failed' ? `<span class="alert">${label}</span>` : label
}

interface Found {
  readonly query: Query
  readonly jobs: readonly JobRow[]
  readonly next: number | null
}

/** Jobs, newest first, with the filter that found them. */
export const jobsPage = (language: Language, { query, jobs, next: cursor }: Found): string => {
  const say = words[language]
  const rows = jobs.map(
    job => `<tr><td><a href="/admin/jobs/${job.id}">${job.id}</a></td><td>${escapeHtml(job.queue)}</td><td>${stateOf(language, job.state)}</td>
<td>${escapeHtml(job.subject ?? '')}</td><td>${job.user_id ?? ''}</td><td>${job.attempt}</td><td>${escapeHtml(job.error_code ?? '')}</td><td>${moment(job.created_at)}</td></tr>`,
  )
  const { fields: name, columns } = say
  const table = `<section class="scroll"><table><thead><tr><th scope="col">${columns.id}</th><th scope="col">${name.queue}</th><th scope="col">${name.state}</th><th scope="col">${name.subject}</th><th scope="col">${name.user_id}</th><th scope="col">${columns.attempt}</th><th scope="col">${columns.error}</th><th scope="col">${columns.created}</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></section>`
  return staffPage({
    language,
    tab: 'jobs',
    heading: say.heading,
    isWide: true,
    content: `${form(language, query)}
${jobs.length === 0 ? `<p>${say.nothing}</p>` : table}
<div class="row">${replayForm(language, query)}${next(language, cursor === null ? undefined : hrefOf(query, cursor))}</div>`,
  })
}
