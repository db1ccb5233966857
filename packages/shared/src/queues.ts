import { sendAccountMail, sendOtpMail } from './accounts/mail-queues.js'
import { eraseAccount, exportAccount, removeExport, stopDigs } from './accounts/queues.js'
import { checkVideos, matchMusic } from './music/queues.js'
import { notify } from './notifications/queues.js'
import { makeThumbnails, removePictures } from './objects/queues.js'
import { composePlaylist, drawCover, paintCover } from './playlists/queues.js'

/**
 * Every queue there is. The worker does not compile without a processor for each; Bull Board shows them in this order.
 */
export const queues = {
  composePlaylist,
  matchMusic,
  paintCover,
  drawCover,
  makeThumbnails,
  removePictures,
  sendOtpMail,
  sendAccountMail,
  stopDigs,
  eraseAccount,
  exportAccount,
  removeExport,
  checkVideos,
  notify,
}
