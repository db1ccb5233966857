import type { JobAct } from '@mudig/db/ledger/acts'
import type { JobRow, listAttempts, listAttemptsOfRequest } from '@mudig/db/ledger/history'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { stateOf } from './jobs-page.js'
import { words } from './jobs-words.js'
import { moment, staffPage } from './page.js'

type Attempts = Awaited<ReturnType<typeof listAttempts>>
type Whole = Awaited<ReturnType<typeof listAttemptsOfRequest>>

export interface JobLife {
  readonly job: JobRow
  readonly trace_id: string | null
  readonly attempts: Attempts
  readonly acts: readonly JobAct[]
  /** Of all jobs of the request that caused it. */
  readonly whole: Whole
}

const took = (from: Date, to: Date): string => {
  const ms = to.getTime() - from.getTime()
  return ms < 10_000 ? `${ms} ms` : `${Math.round(ms / 1_000)} s`
}

const barsWidth = 1_000
const barsLeft = 300
const rowHeight = 22

/** The attempts of a whole request as bars over time. */
const bars = (whole: Whole, ownId: number): string => {
  const from = Math.min(...whole.map(one => one.started_at.getTime()))
  const to = Math.max(...whole.map(one => (one.ended_at ?? one.started_at).getTime()), from + 1)
  const x = (at: Date) => barsLeft + ((at.getTime() - from) / (to - from)) * (barsWidth - barsLeft - 70)
  const rows = whole.map((one, index) => {
    const end = one.ended_at ?? new Date(to)
    const y = index * rowHeight
    const kind = one.ended_at === null ? 'bar open' : one.outcome === 'done' ? 'bar' : 'bar bad'
    const label = escapeHtml(`${one.queue} ${one.id}${one.attempt > 1 ? ` #${one.attempt}` : ''}`)
    return `<a href="/admin/jobs/${one.id}"><text x="0" y="${y + 15}"${one.id === ownId ? ' font-weight="700"' : ''}>${label}</text>
<rect class="${kind}" x="${x(one.started_at).toFixed(1)}" y="${y + 4}" width="${Math.max(2, x(end) - x(one.started_at)).toFixed(1)}" height="13" rx="3"/>
<text x="${(x(end) + 6).toFixed(1)}" y="${y + 15}">${took(one.started_at, end)}</text></a>`
  })
  return `<svg viewBox="0 0 ${barsWidth} ${whole.length * rowHeight + 4}">${rows.join('\n')}</svg>`
}

/** One job: what it is, what became of each attempt, what staff did, and what else its request set going. */
export const jobPage = (language: Language, { job, trace_id, attempts, acts, whole }: JobLife): string => {
  const say = words[language]
  const { columns } = say
  const link = (field: 'request_id' | 'subject' | 'user_id', label: string) =>
    job[field] === null
      ? ''
      : `<a href="/admin/jobs?${new URLSearchParams({ [field]: String(job[field]) })}">${label}</a>`
  const shown = {
    queue: job.queue,
    key: job.key,
    subject: job.subject,
    user_id: job.user_id,
    request_id: job.request_id,
    trace_id,
    payload: JSON.stringify(job.payload),
    checkpoint: job.checkpoint === null ? null : JSON.stringify(job.checkpoint),
    failures: `${job.failures} / ${job.failures_allowed}`,
    losses: job.losses,
    created_at: job.created_at.toISOString(),
    run_at: job.run_at.toISOString(),
    finished_at: job.finished_at?.toISOString() ?? null,
    error: job.error_code === null ? null : `${job.error_code}: ${job.error_message}`,
  }
  const facts = Object.entries(shown).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`<dt>${name}</dt><dd>${escapeHtml(String(value))}</dd>`],
  )
  const button = (action: 'replay' | 'cancel', label: string) =>
    `<form method="post" action="/admin/jobs/act"><input type="hidden" name="id" value="${job.id}"><button name="action" value="${action}">${label}</button></form>`
  const isDead = job.state === 'failed' || job.state === 'cancelled'
  const isActive = job.state === 'queued' || job.state === 'running'
  const rows = attempts.map(
    one =>
      `<tr><td>${one.attempt}</td><td>${moment(one.started_at)}</td><td>${one.ended_at === null ? say.running : took(one.started_at, one.ended_at)}</td><td>${escapeHtml(one.outcome ?? '')}</td><td>${escapeHtml(one.worker)}</td><td>${escapeHtml(one.error_code === null ? '' : `${one.error_code}: ${one.error_message ?? ''}`)}</td></tr>`,
  )
  const done = acts.map(
    act =>
      `<li><strong>${say.actions[act.action]}</strong> <span class="soft">${escapeHtml(act.by)} · ${moment(act.created_at)}</span></li>`,
  )
  return staffPage({
    language,
    tab: 'jobs',
    heading: `${job.queue} ${job.id}`,
    isWide: true,
    content: `<section><p><strong>${stateOf(language, job.state)}</strong></p><dl>${facts.join('')}</dl>
<p class="row">${link('request_id', say.ofRequest)} ${link('subject', say.ofSubject)} ${link('user_id', say.ofPerson)}</p>
<div class="row">${isDead ? button('replay', say.replay) : ''}${isActive ? button('cancel', say.cancel) : ''}</div></section>
<section class="scroll"><h2>${say.attempts}</h2>${
      rows.length === 0
        ? `<p>${say.nothing}</p>`
        : `<table><thead><tr><th scope="col">${columns.attempt}</th><th scope="col">${columns.began}</th><th scope="col">${columns.ended}</th><th scope="col">${columns.outcome}</th><th scope="col">${columns.worker}</th><th scope="col">${columns.error}</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`
    }</section>
${whole.length > 0 ? `<section><h2>${say.whole}</h2><p class="soft">${say.wholeHint}</p>${bars(whole, job.id)}</section>` : ''}
${done.length > 0 ? `<section><h2>${say.whatWasDone}</h2><ul class="plain">${done.join('')}</ul></section>` : ''}`,
  })
}
