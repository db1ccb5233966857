import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'

/** Where .ci/run unpacks a browser when it may not install one. */
const unpacked = fileURLToPath(new URL('../../../../.mudig/chromium/chromium', import.meta.url))

const executablePath = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  unpacked,
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find(path => path !== undefined && existsSync(path))

/** For tap: skipped where there is no browser, never passed. */
export const needsBrowser =
  executablePath === undefined ? { skip: 'there is no Chromium here; CHROMIUM may name one' } : {}

/** Pictures of the pages for whoever wants to look at them. */
const pictures = process.env.SCREENSHOTS ?? join(tmpdir(), 'mudig-screenshots')

export interface Visit {
  readonly page: Page
  /** Everything that the pages asked for and what they complained about, so far. */
  readonly requests: readonly string[]
  readonly complaints: readonly string[]
  /** Addresses outside the given origin; empty when nothing left the machine. */
  strangers(origin: string): string[]
  picture(name: string): Promise<void>
}

/** A fresh browser with an empty profile. The language decides which words the pages use. */
export const openBrowser = async (
  t: { teardown: (end: () => Promise<void>) => void },
  locale = 'en-US',
): Promise<Visit> => {
  const browser = await chromium.launch({
    executablePath: executablePath!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  t.teardown(() => browser.close())
  const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(20_000)
  const requests: string[] = []
  const complaints: string[] = []
  context.on('request', request => requests.push(request.url()))
  context.on('weberror', error => complaints.push(error.error().message))
  context.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const page = await context.newPage()
  return {
    page,
    requests,
    complaints,
    strangers: origin => requests.filter(url => !/^(data|blob|about):/.test(url) && new URL(url).origin !== origin),
    picture: async name => {
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: join(pictures, `${name}.png`) })
    },
  }
}
