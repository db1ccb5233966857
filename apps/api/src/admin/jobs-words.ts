import type { JobAction } from '@mudig/db/ledger/acts'
import type { JobState } from '@mudig/db/ledger/job'
import type { Language } from '@mudig/shared/core/language'

interface Words {
  heading: string
  acts: string
  budgets: string
  nothing: string
  find: string
  everything: string
  quarantined: string
  dead: string
  replay: string
  replayAll: string
  replayAllHint: string
  cancel: string
  attempts: string
  whatWasDone: string
  whole: string
  wholeHint: string
  ofRequest: string
  ofSubject: string
  ofPerson: string
  running: string
  changed: (count: number) => string
  closed: string
  open: string
  states: Record<JobState, string>
  actions: Record<JobAction, string>
  fields: Record<
    'queue' | 'state' | 'subject' | 'user_id' | 'request_id' | 'error_code' | 'older_than' | 'younger_than',
    string
  >
  columns: Record<
    | 'id'
    | 'attempt'
    | 'error'
    | 'created'
    | 'worker'
    | 'began'
    | 'ended'
    | 'outcome'
    | 'budget'
    | 'project'
    | 'period'
    | 'spent',
    string
  >
}

export const words: Record<Language, Words> = {
  ko: {
    heading: '작업',
    acts: '작업 기록',
    budgets: '예산',
    nothing: '없습니다.',
    find: '찾기',
    everything: '전체',
    quarantined: '격리된 작업',
    dead: '실패한 작업',
    replay: '다시 실행',
    replayAll: '조건에 맞는 작업을 모두 다시 실행',
    replayAllHint: '한 번에 최근 것부터 1,000개까지 실행합니다. 취소된 요청의 작업은 그대로 둡니다.',
    cancel: '취소',
    attempts: '시도',
    whatWasDone: '운영자가 한 일',
    whole: '같은 요청의 작업',
    wholeHint: '시간 순서대로 그린 것입니다. 누르면 그 작업이 열립니다.',
    ofRequest: '같은 요청',
    ofSubject: '같은 대상',
    ofPerson: '같은 사용자',
    running: '실행 중',
    changed: count => `작업 ${count}개`,
    closed: '공급자가 닫음',
    open: '열림',
    states: { queued: '대기', running: '실행 중', done: '완료', failed: '실패', cancelled: '취소됨' },
    actions: { replay: '다시 실행', cancel: '취소', expedite: '앞당김' },
    fields: {
      queue: '큐',
      state: '상태',
      subject: '대상 (playlist/12)',
      user_id: '사용자 번호',
      request_id: '요청 번호',
      error_code: '오류 코드',
      older_than: '만든 지 몇 초 넘음',
      younger_than: '만든 지 몇 초 안 됨',
    },
    columns: {
      id: '번호',
      attempt: '시도',
      error: '오류',
      created: '만든 때',
      worker: '워커',
      began: '시작',
      ended: '걸린 시간',
      outcome: '결과',
      budget: '예산',
      project: '프로젝트',
      period: '기간',
      spent: '사용',
    },
  },
  en: {
    heading: 'Jobs',
    acts: 'Acts on jobs',
    budgets: 'Budgets',
    nothing: 'There are none.',
    find: 'Find',
    everything: 'All',
    quarantined: 'Quarantined',
    dead: 'Failed',
    replay: 'Run again',
    replayAll: 'Run all that match again',
    replayAllHint: 'The newest thousand at a time. Jobs of cancelled requests are left alone.',
    cancel: 'Cancel',
    attempts: 'Attempts',
    whatWasDone: 'What staff did',
    whole: 'What the same request set going',
    wholeHint: 'Drawn over time. A bar opens its job.',
    ofRequest: 'Same request',
    ofSubject: 'Same subject',
    ofPerson: 'Same person',
    running: 'running',
    changed: count => (count === 1 ? '1 job' : `${count} jobs`),
    closed: 'closed by the vendor',
    open: 'open',
    states: { queued: 'queued', running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled' },
    actions: { replay: 'Run again', cancel: 'Cancelled', expedite: 'Brought forward' },
    fields: {
      queue: 'Queue',
      state: 'State',
      subject: 'Subject (playlist/12)',
      user_id: "Person's id",
      request_id: 'Request id',
      error_code: 'Error code',
      older_than: 'Seconds old, at least',
      younger_than: 'Seconds old, less than',
    },
    columns: {
      id: 'Id',
      attempt: 'Attempts',
      error: 'Error',
      created: 'Created',
      worker: 'Worker',
      began: 'Began',
      ended: 'Took',
      outcome: 'Outcome',
      budget: 'Budget',
      project: 'Project',
      period: 'Period',
      spent: 'Spent',
    },
  },
}
