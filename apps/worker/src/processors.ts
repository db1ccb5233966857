import { queues } from '@mudig/shared/queues'
import { eraseOne } from './accounts/erase.js'
import { makeExport } from './accounts/export.js'
import { dispose } from './accounts/remove-export.js'
import { mailAccount } from './accounts/send-account-mail.js'
import { mailOtp } from './accounts/send-otp-mail.js'
import { stop } from './accounts/stop-digs.js'
import { check } from './music/check-videos.js'
import { match } from './music/match.js'
import { notify } from './notifications/notify.js'
import { thumbnails } from './objects/make-thumbnails.js'
import { remove } from './objects/remove-pictures.js'
import { compose } from './playlists/compose.js'
import { draw } from './playlists/draw-cover.js'
import { paint } from './playlists/paint-cover.js'
import type { QueueProcessor } from './runtime/processor.js'

/** Who does the work of each queue. A queue without a processor does not compile. */
const byName: { [Name in keyof typeof queues]: QueueProcessor<(typeof queues)[Name]> } = {
  composePlaylist: compose,
  matchMusic: match,
  checkVideos: { queue: queues.checkVideos, run: check },
  paintCover: paint,
  drawCover: draw,
  makeThumbnails: { queue: queues.makeThumbnails, run: thumbnails },
  removePictures: { queue: queues.removePictures, run: remove },
  sendOtpMail: { queue: queues.sendOtpMail, run: mailOtp },
  sendAccountMail: { queue: queues.sendAccountMail, run: mailAccount },
  stopDigs: { queue: queues.stopDigs, run: stop },
  eraseAccount: { queue: queues.eraseAccount, run: eraseOne },
  exportAccount: makeExport,
  removeExport: { queue: queues.removeExport, run: dispose },
  notify: { queue: queues.notify, run: notify },
}

/** By queue name, as the ledger names them. */
export const processors: ReadonlyMap<string, QueueProcessor> = new Map(
  Object.values(byName).map(processor => [processor.queue.name, processor as QueueProcessor]),
)
