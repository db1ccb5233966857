import type { running } from '@mudig/db/core/budgets'
import type { JobAct } from '@mudig/db/ledger/acts'
import { escapeHtml } from '@mudig/shared/core/escape-html'
import type { Language } from '@mudig/shared/core/language'
import { words } from './jobs-words.js'
import { moment, next, staffPage } from './page.js'

/** Of many jobs at once, as many are named as one can read. */
const namedAtMost = 20

/** Who did what to jobs, newest first. */
export const actsPage = (
  language: Language,
  { acts, more, changed }: { acts: readonly JobAct[]; more: string | undefined; changed: number | undefined },
): string => {
  const say = words[language]
  const rows = acts.map(act => {
    const links = act.job_ids.slice(0, namedAtMost).map(id => `<a href="/admin/jobs/${id}">${id}</a>`)
    const rest = act.job_ids.length > links.length ? ' …' : ''
    return `<li><strong>${say.actions[act.action]}</strong> ${say.changed(act.job_ids.length)} <span class="soft">${escapeHtml(act.by)} · ${moment(act.created_at)} · ${escapeHtml(act.request_id)}</span><br>${links.join(' ')}${rest}</li>`
  })
  const list =
    rows.length === 0 ? `<p>${say.nothing}</p>` : `<section><ul class="plain">${rows.join('')}</ul></section>`
  const done =
    changed === undefined ? '' : `<p role="status"><strong>${say.actions.replay}: ${say.changed(changed)}</strong></p>`
  return staffPage({ language, tab: 'acts', heading: say.acts, content: `${done}${list}${next(language, more)}` })
}

/** What vendors' budgets have spent in the periods that run. */
export const budgetsPage = (language: Language, budgets: Awaited<ReturnType<typeof running>>): string => {
  const say = words[language]
  const { columns } = say
  const rows = budgets.map(
    one =>
      `<tr><td>${escapeHtml(one.budget)}</td><td>${escapeHtml(one.project)}</td><td>${one.period}</td><td>${one.spent}</td><td>${one.closed ? `<span class="alert">${say.closed}</span>` : say.open}</td></tr>`,
  )
  const table = `<section class="scroll"><table><thead><tr><th scope="col">${columns.budget}</th><th scope="col">${columns.project}</th><th scope="col">${columns.period}</th><th scope="col">${columns.spent}</th><th scope="col"></th></tr></thead><tbody>${rows.join('\n')}</tbody></table></section>`
  return staffPage({
    language,
    tab: 'budgets',
    heading: say.budgets,
    content: rows.length === 0 ? `<p>${say.nothing}</p>` : table,
  })
}
