import { reportPlays } from './plays.js'
import WaveSurfer from './wavesurfer.js'

// Draws the waveform of the page's sound, and the comments on it. Whatever goes wrong here, the browser's own controls
// stay, as they do without script.

/** Seconds that an arrow key goes. */
const step = 5
/** Pixels of the waveform that are asked for, about as many as the widest screens have. */
const mostPixels = 4_000
/** Seconds that a comment is shown from its moment on. */
const shownFor = 4

const player = document.getElementById('player')
const audio = player.querySelector('audio')
const deck = player.querySelector('.deck')
const toggle = document.getElementById('toggle')
const wave = document.getElementById('wave')
const marks = document.getElementById('marks')
const time = document.getElementById('time')
const now = document.getElementById('now')
const duration = Number(player.dataset.duration)

/** As the page writes it: `3:07`, and `1:02:03` from an hour on. */
const timeOf = seconds => {
  const whole = Math.floor(seconds)
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60]
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

const comments = [...document.querySelectorAll('.comments li')].map(item => ({
  item,
  at: Math.min(Number(item.dataset.ms) / 1_000, duration),
  text: `${item.querySelector('b').textContent}: ${item.querySelector('.said').textContent}`,
}))

/** Highest and lowest of each pixel, from 0 to 1. */
const loadPeaks = async () => {
  const pps = Math.min(20, Math.max(1, Math.ceil(mostPixels / duration)))
  const address = new URL(player.dataset.waveform, location.href)
  address.searchParams.set('pps', pps)
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`no waveform: ${answer.status}`)
  const { data } = await answer.json()
  const peaks = [[], []]
  for (let at = 0; at + 1 < data.length; at += 2) {
    peaks[0].push(Math.max(0, data[at + 1]) / 128)
    peaks[1].push(Math.max(0, -data[at]) / 128)
  }
  return peaks
}

const seek = seconds => {
  audio.currentTime = Math.min(duration, Math.max(0, seconds))
}
/** A browser that does not let it play leaves it paused, which the button says. */
const playOrPause = () => (audio.paused ? audio.play().catch(showState) : audio.pause())

const showState = () => {
  toggle.setAttribute('aria-label', audio.paused ? player.dataset.play : player.dataset.pause)
  toggle.classList.toggle('playing', !audio.paused)
}

const showTime = () => {
  const at = audio.currentTime
  time.textContent = timeOf(at)
  wave.setAttribute('aria-valuenow', String(Math.round(at)))
  wave.setAttribute('aria-valuetext', timeOf(at))
  const said = comments.findLast(comment => comment.at <= at && at < comment.at + shownFor)
  now.textContent = said?.text ?? ''
  for (const { item, at: moment, mark } of comments) {
    item.classList.toggle('said-now', said !== undefined && moment === said.at)
    mark.classList.toggle('said-now', said !== undefined && moment === said.at)
  }
}

/** A dot on the waveform, for the pointer; for the keyboard there is the list, whose times become buttons. */
const addMark = comment => {
  const mark = document.createElement('button')
  mark.type = 'button'
  mark.tabIndex = -1
  mark.title = comment.text
  mark.setAttribute('aria-hidden', 'true')
  mark.style.left = `${(comment.at / duration) * 100}%`
  mark.addEventListener('click', () => seek(comment.at))
  marks.append(mark)
  comment.mark = mark

  const written = comment.item.querySelector('.at')
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'at'
  button.textContent = written.textContent
  button.addEventListener('click', () => seek(comment.at))
  written.replaceWith(button)
}

const keys = {
  ' ': playOrPause,
  ArrowLeft: () => seek(audio.currentTime - step),
  ArrowRight: () => seek(audio.currentTime + step),
}

const onKey = event => {
  const act = keys[event.key]
  if (!act || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  // A button is pressed by the space bar itself.
  if (event.key === ' ' && event.target.closest('button')) return
  event.preventDefault()
  act()
}

const start = async () => {
  const peaks = await loadPeaks()
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const colours = () => {
    const style = getComputedStyle(player)
    return {
      waveColor: style.getPropertyValue('--wave').trim(),
      progressColor: style.getPropertyValue('--accent').trim(),
      cursorColor: style.getPropertyValue('--text').trim(),
    }
  }
  deck.hidden = false
  const surfer = WaveSurfer.create({
    container: wave,
    media: audio,
    peaks,
    duration,
    height: 'auto',
    normalize: true,
    barWidth: 2,
    barGap: 1,
    barRadius: 2,
    dragToSeek: true,
    hideScrollbar: true,
    cspNonce: document.querySelector('link[rel=stylesheet]').nonce,
    ...colours(),
  })
  dark.addEventListener('change', () => surfer.setOptions(colours()))
  comments.forEach(addMark)
  toggle.addEventListener('click', playOrPause)
  for (const name of ['play', 'pause', 'ended']) audio.addEventListener(name, showState)
  for (const name of ['timeupdate', 'seeking']) audio.addEventListener(name, showTime)
  document.addEventListener('keydown', onKey)
  audio.controls = false
  showState()
  showTime()
}

if (duration > 0) {
  if (player.dataset.plays) reportPlays(audio, duration, player.dataset.plays)
  start().catch(error => {
    deck.hidden = true
    audio.controls = true
    console.warn(error)
  })
}
