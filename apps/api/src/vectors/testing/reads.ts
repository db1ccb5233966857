import { aPost } from '@mudig/db/testing/posts'
import type { TestApp } from '../../testing/app.js'
import { aListener } from '../../testing/listeners.js'

/** How its reads are asked by the test that counts their statements. */
export const reads = {
  '/interests': async () => '/interests',
  '/interests/why': async (test: TestApp) =>
    `/interests/why?kind=post&uuid=${(await aPost(test.db, (await aListener(test)).id)).uuid}`,
}
