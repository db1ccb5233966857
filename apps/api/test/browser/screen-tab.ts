import { until } from '@mudig/sandbox/servers/until'
import type { Test } from 'tap'
import { openBrowser } from './browser.js'
import { standIns } from './screen-pages.js'

export const password = 'Passw0rd-of-2026'

/** A tab of the pages, with what they alerted. */
export const openPages = async (t: Test, url: string) => {
  const visit = await openBrowser(t, 'ko-KR')
  const { page } = visit
  await standIns(page.context())
  const alerts: string[] = []
  page.on('dialog', dialog => {
    alerts.push(dialog.message())
    void dialog.accept()
  })
  /** Does something that ends on another page. */
  const to = async (name: string, act: () => Promise<unknown>) => {
    await Promise.all([page.waitForURL(new RegExp(`/${name}(\\?|$)`)), act()])
    await page.waitForLoadState('networkidle')
  }
  return {
    ...visit,
    to,
    fill: async (fields: Record<string, string>) => {
      for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value)
    },
    click: (id: string) => page.locator(`#${id}`).click(),
    go: (path: string) => page.goto(`${url}${path}`, { waitUntil: 'networkidle' }),
    text: (id: string) => page.locator(`#${id}`).innerText(),
    /** The next alert, which comes when its request is answered. */
    said: async () => {
      await until(async () => alerts.length > 0, { withinMs: 20_000, everyMs: 20 })
      return alerts.shift()
    },
    unsaid: () => alerts,
    session: () => page.evaluate(() => ({ ...sessionStorage })) as Promise<Record<string, string>>,
    storage: () => page.evaluate(() => ({ ...localStorage })) as Promise<Record<string, string>>,
    signIn: async (email: string, given = password) => {
      await page.goto(`${url}/front/accounts/signin.html`, { waitUntil: 'networkidle' })
      await page.locator('#signinEmail').fill(email)
      await page.locator('#signinPassword').fill(given)
      await page.locator('#signin-btn').click()
      await page.waitForLoadState('networkidle')
    },
  }
}
