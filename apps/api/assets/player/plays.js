// Says that a sound was heard: once it is enough, and when the page goes. What was skipped was not heard.

/** As the API counts: half a minute, or half of what is shorter than a minute. */
const enoughOf = duration => Math.min(30, duration / 2)
/** Seconds that are heard before another try, where one failed. */
const againAfter = 10

/** RFC 9562, version 4; `crypto.randomUUID` is for secure contexts alone. */
const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** Tells `address` of what is heard of `audio`. */
export const reportPlays = (audio, duration, address) => {
  let id = newId()
  let heard = 0
  /** Where it was heard last; undefined while it is sought. */
  let last
  let isTold = false
  let tellFrom = enoughOf(duration)

  const receipt = () => {
    const said = { play_id: id, ms_played: Math.round(heard * 1_000), position: audio.currentTime }
    return new Blob([JSON.stringify(said)], { type: 'application/json' })
  }
  const tell = async () => {
    const told = id
    isTold = true
    tellFrom = heard + againAfter
    // Goes on when the page is left meanwhile.
    const answer = await fetch(address, { method: 'POST', body: receipt(), keepalive: true }).catch(() => undefined)
    const isOver = answer !== undefined && answer.status < 500 && answer.status !== 429
    if (!isOver && told === id) isTold = false
  }
  const hear = () => {
    const at = audio.seeking ? undefined : audio.currentTime
    if (at !== undefined && last !== undefined && at > last) heard += at - last
    last = at
    if (!isTold && heard >= tellFrom) void tell()
  }
  audio.addEventListener('timeupdate', hear)
  audio.addEventListener('seeking', hear)
  // Heard once more it is another play.
  audio.addEventListener('ended', () => {
    hear()
    id = newId()
    heard = 0
    isTold = false
    tellFrom = enoughOf(duration)
  })
  addEventListener('pagehide', () => {
    hear()
    if (!isTold && heard > 0) isTold = navigator.sendBeacon(address, receipt())
  })
}
