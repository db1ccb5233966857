import type { ApiErrorDeclaration } from '../core/errors.js'

export const adminErrors = {
  crossSite: {
    status: 403,
    code: 'cross_site',
    ko: '다른 사이트에서 온 요청입니다.',
    en: 'This request comes from another site.',
  },
  jobNotFound: { status: 404, code: 'job_not_found', ko: '작업을 찾을 수 없습니다.', en: 'There is no such job.' },
  notReplayable: {
    status: 409,
    code: 'not_replayable',
    ko: '실패하거나 취소된 작업만 다시 실행할 수 있으며, 같은 작업이 진행 중이면 실행할 수 없습니다.',
    en: 'Only failed and cancelled jobs can run again, and not while another one with the same key is active.',
  },
  notActive: { status: 409, code: 'not_active', ko: '이미 끝난 작업입니다.', en: 'This job has ended already.' },
} as const satisfies Record<string, ApiErrorDeclaration>
