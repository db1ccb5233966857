import type { TestApp } from '../../testing/app.js'
import type { Listener } from '../../testing/listeners.js'
import { makeStaff } from '../../testing/make-staff.js'

const asStaff = (url: string) => async (test: TestApp, me: Listener) => {
  await makeStaff(test, me)
  return url
}

/** How the routes of moderation are asked. */
export const reads = {
  '/appeals': asStaff('/appeals'),
  '/mutes': async () => '/mutes',
  '/reports': asStaff('/reports'),
  '/reports/statistics': asStaff('/reports/statistics'),
}
