import type { Appeal } from '@mudig/db/moderation/appeals'
import type { CaseRow, findCase, listLog } from '@mudig/db/moderation/queue'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { type Decision, decisions } from '@mudig/shared/moderation/actions'
import { moment, next, staffPage } from './page.js'
import { words } from './reports-words.js'

type Tab = 'queue' | 'appeals' | 'log'

const page = (language: Language, tab: Tab, heading: string, content: string): string =>
  staffPage({ language, tab, heading, content })

const nameOf = ({ name, handle }: { name: string; handle: string | null }) =>
  escapeHtml(handle === null ? name : `${name} (@${handle})`)

const summary = (language: Language, row: CaseRow): string => {
  const say = words[language]
  const { author, claimed_by, measure } = row
  const reasons = Object.entries(row.reasons).map(([reason, count]) => `${reason} ${count}`)
  return `<p class="soft">${say.reports(row.open_count)} · ${escapeHtml(reasons.join(', '))} · ${say.since} ${moment(row.opened_at)}<br>
${say.by} ${nameOf(author)}${author.is_suspended ? ` <span class="alert">${say.suspended}</span>` : ''}${
    claimed_by === null ? '' : ` · ${say.claimedBy} ${escapeHtml(claimed_by)}`
  }${measure === null ? '' : ` · <span class="alert">${say.holds}: ${say.actions[measure]}</span>`}</p>`
}

/** What is still to be decided on. */
export const queuePage = (language: Language, cases: readonly CaseRow[], more: string | undefined): string => {
  const say = words[language]
  const cards = cases.map(
    row => `<li class="card"><h2><a href="/admin/reports/${row.uuid}">${say.targets[row.target_type]} ${row.target_id}</a></h2>
${summary(language, row)}</li>`,
  )
  const list = cards.length === 0 ? `<p>${say.nothing}</p>` : `<ul class="cards">${cards.join('\n')}</ul>`
  return page(language, 'queue', say.queue, list + next(language, more))
}

const shownValue = (value: unknown): string | undefined => {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return undefined
  return escapeHtml(typeof value === 'object' ? JSON.stringify(value, null, 1) : String(value))
}

/** Of a row as it was kept, what only the machinery reads. */
const dull = new Set(['status', 'cover', 'error_code', 'year', 'finished_at', 'search_text'])

interface Said {
  name: string
  content: string
  created_at: string
}

const snapshotOf = (language: Language, snapshot: object | null): string => {
  if (snapshot === null) return `<p>${words[language].gone}</p>`
  if ('messages' in snapshot) {
    const said = (snapshot.messages as Said[]).map(
      ({ name, content, created_at }) =>
        `<li><strong>${escapeHtml(name)}</strong> <span class="soft">${moment(created_at)}</span><br>${escapeHtml(content)}</li>`,
    )
    return `<ul class="plain">${said.join('')}</ul>`
  }
  const fields = Object.entries(snapshot).flatMap(([name, value]) => {
    if (dull.has(name) || (typeof value !== 'string' && typeof value !== 'object' && name !== 'price')) return []
    const shown = shownValue(value)
    return shown === undefined ? [] : [`<dt>${escapeHtml(name)}</dt><dd>${shown}</dd>`]
  })
  return `<dl>${fields.join('')}</dl>`
}

export type CaseDetail = NonNullable<Awaited<ReturnType<typeof findCase>>>

const possible = ({ target_type, measure }: CaseDetail, action: Decision): boolean => {
  if (action === 'lift') return measure !== null
  if (action === 'remove' && target_type === 'comment') return false
  return (action !== 'hide' && action !== 'remove') || (target_type !== 'user' && target_type !== 'chat')
}

/** One case: as it was reported, what is said and was done about it, and what can be done. */
export const casePage = (language: Language, row: CaseDetail, { isRefused }: { isRefused: boolean }): string => {
  const say = words[language]
  const action = `/admin/reports/${row.uuid}`
  const choices = decisions
    .filter(one => possible(row, one))
    .map(
      (one, n) =>
        `<label><input type="radio" name="action" value="${one}" required${n === 0 ? ' checked' : ''}> ${say.choices[one]}</label>`,
    )
  const reports = row.reports.map(
    ({ reason, description, state, created_at }) =>
      `<li><strong>${escapeHtml(reason)}</strong> <span class="soft">${escapeHtml(state)} · ${moment(created_at)}</span><br>${escapeHtml(description)}</li>`,
  )
  const done = row.log.map(
    ({ action: act, reason, until, by, created_at }) =>
      `<li><strong>${say.actions[act]}</strong>${until === null ? '' : ` → ${moment(until)}`} <span class="soft">${escapeHtml(by ?? say.rule)} · ${moment(created_at)}</span><br>${escapeHtml(reason)}</li>`,
  )
  return page(
    language,
    'queue',
    `${say.targets[row.target_type]} ${row.target_id}`,
    `${isRefused ? `<p class="alert" role="alert">${say.notPossible}</p>` : ''}
<section>${summary(language, row)}<p class="soft">${say.earlier(row.earlier_measures)}</p>
<div class="row"><form method="post" action="${action}/claim"><button>${say.claim}</button></form>
<form method="post" action="${action}/release"><button>${say.release}</button></form></div></section>
<section><h2>${say.asReported}</h2>${snapshotOf(language, row.snapshot)}</section>
<section><h2>${say.whatPeopleSay}</h2><ul class="plain">${reports.join('')}</ul></section>
<section><h2>${say.decide}</h2><form method="post" action="${action}">
<fieldset><legend>${say.decide}</legend>${choices.join('')}</fieldset>
<label class="field">${say.days}<input type="number" name="days" min="1" max="3650" value="7"></label>
<label class="field">${say.reason}<textarea name="reason" maxlength="1000" aria-describedby="hint"></textarea></label>
<p class="soft" id="hint">${say.reasonHint}</p>
<button class="main">${say.do}</button></form></section>
<section><h2>${say.whatWasDone}</h2><ul class="plain">${done.join('')}</ul></section>`,
  )
}

/** What those concerned say to decisions. */
export const appealsPage = (language: Language, appeals: readonly Appeal[], more: string | undefined): string => {
  const say = words[language]
  const cards = appeals.map(
    one => `<li class="card"><h2>${nameOf(one.person)} · ${say.actions[one.action]}</h2>
<p class="soft">${moment(one.decided_at)} · ${escapeHtml(one.reason)}${
      one.case_uuid === null ? '' : ` · <a href="/admin/reports/${one.case_uuid}">${say.queue}</a>`
    }</p>
<p>${escapeHtml(one.content)}</p>
<form method="post" action="/admin/reports/appeals/${one.uuid}">
<label class="field">${say.answer}<textarea name="answer" maxlength="1000"></textarea></label>
<div class="row"><button class="main" name="granted" value="true">${say.grant}</button><button name="granted" value="false">${say.refuse}</button></div>
</form></li>`,
  )
  const list = cards.length === 0 ? `<p>${say.nothing}</p>` : `<ul class="cards">${cards.join('\n')}</ul>`
  return page(language, 'appeals', say.appeals, list + next(language, more))
}

type Acts = Awaited<ReturnType<typeof listLog>>['acts']

/** Everything that was done, the newest first. */
export const logPage = (language: Language, acts: Acts, more: string | undefined): string => {
  const say = words[language]
  const rows = acts.map(act => {
    const about = act.target_type === null ? '' : say.targets[act.target_type]
    const link =
      act.case_uuid === null ? escapeHtml(about) : `<a href="/admin/reports/${act.case_uuid}">${escapeHtml(about)}</a>`
    return `<li><strong>${say.actions[act.action]}</strong> ${link} ${escapeHtml(act.person ?? '')} <span class="soft">${escapeHtml(act.by ?? say.rule)} · ${moment(act.created_at)}</span><br>${escapeHtml(act.reason)}</li>`
  })
  return page(
    language,
    'log',
    say.log,
    `<section><ul class="plain">${rows.join('')}</ul></section>${next(language, more)}`,
  )
}
