import type { Domain } from '../core/domain.js'
import { appeals, blocked, decisions, muted, reports } from './copy.js'
import { eraseReports, eraseSnapshots, forgetSnapshots } from './erase.js'
import { liftDue } from './suspensions.js'

export const domain = {
  name: 'moderation',
  personal: {
    blocks: {
      people: ['blocker', 'blocked'],
      copy: [{ name: 'blocks', about: { ko: '차단한 사람', en: 'people whom you blocked' }, read: blocked }],
      erase: async (trx, { id }) => {
        await trx
          .deleteFrom('blocks')
          .where(eb => eb.or([eb('blocker', '=', id), eb('blocked', '=', id)]))
          .execute()
        return undefined
      },
    },
    mutes: {
      people: ['muter', 'muted'],
      copy: [{ name: 'mutes', about: { ko: '숨긴 사람', en: 'people whom you muted' }, read: muted }],
      erase: async (trx, { id }) => {
        await trx
          .deleteFrom('mutes')
          .where(eb => eb.or([eb('muter', '=', id), eb('muted', '=', id)]))
          .execute()
        return undefined
      },
    },
    reports: {
      people: ['reporter', 'shown_people'],
      copy: [{ name: 'reports', about: { ko: '내가 신고한 것', en: 'what you reported' }, read: reports }],
      erase: async (trx, { id }) => {
        await eraseReports(trx, id)
        await eraseSnapshots(trx, id)
        return undefined
      },
    },
    report_cases: {
      people: ['author'],
      copy: 'By the decisions, which say what it is about.',
      erase:
        'Names things by ids, and their maker by a row that is empty then; what was kept of them goes, see reports.',
    },
    moderation_log: {
      people: ['person'],
      copy: [
        { name: 'decisions', about: { ko: '나에 대한 운영 결정', en: 'what was decided about you' }, read: decisions },
      ],
      erase: 'Nobody changes the log; the row that it refers to is empty then.',
    },
    appeals: {
      people: ['person'],
      copy: [{ name: 'appeals', about: { ko: '이의 제기', en: 'your appeals' }, read: appeals }],
      erase: async (trx, { id }) => {
        await trx.updateTable('appeals').set({ content: '', answer: '' }).where('person', '=', id).execute()
        return undefined
      },
    },
  },
  schedules: [
    { name: 'moderation.lift-suspensions', everySeconds: 60, runBatch: liftDue },
    { name: 'moderation.forget-snapshots', everySeconds: 86_400, runBatch: forgetSnapshots },
  ],
} as const satisfies Domain
