import { EventEmitter, once } from 'node:events'
import type {
  FaultRule,
  HeldCounts,
  Hold,
  Latency,
  Loss,
  Quota,
  QuotaUse,
  ScriptedAnswer,
  Vendor,
  VendorCall,
  YoutubeProject,
} from './wire.js'
import { vendors } from './wire.js'

const callsKept = 10_000

/** The calendar day at YouTube, whose quotas reset at midnight Pacific. */
const pacificDay = (at = new Date()) => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(at)

const spend = (times: number | 'always'): number | 'always' => (times === 'always' ? times : times - 1)

/** Everything that the control endpoints set and read, for one sandbox. */
export class SandboxState {
  readonly #closing = new AbortController()
  readonly #changes = new EventEmitter().setMaxListeners(0)
  readonly #calls: VendorCall[] = []
  readonly #heldCalls = new Map<Vendor, number>()
  #nextCallId = 1
  #faults: FaultRule[] = []
  #holds: Hold[] = []
  #answers: Required<ScriptedAnswer>[] = []
  #projects = new Map<string, YoutubeProject>()
  #searches = new Map<string, number>()
  #unknownSongs: string[] = []
  #lostVideos = new Map<string, Loss>()
  #karloPerMinute: number | null = null
  #karloImages: number[] = []
  latency: Latency
  /** Their rows spoil every answer that they are in. */
  readonly brokenFilms = new Set<string>()

  constructor(readonly initialLatency: Latency) {
    this.latency = { ...initialLatency }
  }

  /** Aborts when the sandbox closes: whatever waits is dropped. */
  get closing(): AbortSignal {
    return this.#closing.signal
  }

  close(): void {
    this.#closing.abort()
  }

  readonly #onReset: (() => void)[] = []

  /** For vendors that keep books of their own. */
  onReset(listener: () => void): void {
    this.#onReset.push(listener)
  }

  /** Back to a sandbox that was just started; what is held goes on. */
  reset(): void {
    for (const listener of this.#onReset) listener()
    this.#faults = []
    this.brokenFilms.clear()
    this.#answers = []
    this.#projects.clear()
    this.#searches.clear()
    this.#unknownSongs = []
    this.#lostVideos.clear()
    this.#karloPerMinute = null
    this.#karloImages = []
    this.#calls.length = 0
    this.latency = { ...this.initialLatency }
    this.#holds = []
    this.#changes.emit('released')
  }

  addFault(rule: FaultRule): void {
    this.#faults.push({ times: 1, ...rule })
  }

  clearFaults(): void {
    this.#faults = []
  }

  get faults(): readonly FaultRule[] {
    return this.#faults
  }

  /** The fault that meets this call, spent by one. */
  takeFault(vendor: Vendor, text: string): FaultRule | undefined {
    const rule = this.#faults.find(
      fault => fault.vendor === vendor && (fault.match === undefined || text.includes(fault.match)),
    )
    if (!rule) return undefined
    rule.times = spend(rule.times ?? 1)
    if (rule.times === 0) this.#faults = this.#faults.filter(other => other !== rule)
    return rule
  }

  addAnswer({ answer, times = 1 }: ScriptedAnswer): void {
    this.#answers.push({ answer, times })
  }

  /** The scripted content of the next chat completion, spent by one. */
  takeAnswer(): string | undefined {
    const next = this.#answers[0]
    if (!next) return undefined
    next.times = spend(next.times)
    if (next.times === 0) this.#answers.shift()
    return typeof next.answer === 'string' ? next.answer : JSON.stringify(next.answer)
  }

  record(call: Omit<VendorCall, 'id' | 'at' | 'status' | 'outcome' | 'duration_ms' | 'fault'>): VendorCall {
    const open: VendorCall = {
      id: this.#nextCallId++,
      at: new Date().toISOString(),
      ...call,
      fault: null,
      status: null,
      outcome: 'open',
      duration_ms: null,
    }
    this.#calls.push(open)
    if (this.#calls.length > callsKept) this.#calls.shift()
    return open
  }

  get calls(): readonly VendorCall[] {
    return this.#calls
  }

  clearCalls(): void {
    this.#calls.length = 0
  }

  addHold(hold: Hold): void {
    this.#holds.push(hold)
  }

  /** Ends the holds of one vendor, or of all; what they held goes on. */
  release(vendor?: Vendor): void {
    this.#holds = vendor ? this.#holds.filter(hold => hold.vendor !== vendor) : []
    this.#changes.emit('released')
  }

  holdFor(vendor: Vendor, text: string): Hold | undefined {
    return this.#holds.find(hold => hold.vendor === vendor && (hold.match === undefined || text.includes(hold.match)))
  }

  /** Waits while that hold stands. @throws AbortError when the signal aborts */
  async heldBy(hold: Hold, signal: AbortSignal): Promise<void> {
    this.#countHeld(hold.vendor, 1)
    try {
      while (this.#holds.includes(hold)) await once(this.#changes, 'released', { signal })
    } finally {
      this.#countHeld(hold.vendor, -1)
    }
  }

  get held(): HeldCounts {
    return Object.fromEntries(vendors.map(vendor => [vendor, this.#heldCalls.get(vendor) ?? 0])) as HeldCounts
  }

  /** Waits until that many calls of the vendor are held. @throws AbortError when the signal aborts first */
  async untilHeld(vendor: Vendor, atLeast: number, signal: AbortSignal): Promise<void> {
    while (this.held[vendor] < atLeast) await once(this.#changes, 'held', { signal })
  }

  #countHeld(vendor: Vendor, by: 1 | -1): void {
    this.#heldCalls.set(vendor, (this.#heldCalls.get(vendor) ?? 0) + by)
    this.#changes.emit('held')
  }

  /** From now on searches whose words contain this find nothing. */
  addUnknownSong(match: string): void {
    this.#unknownSongs.push(match)
  }

  isUnknownSong(words: string): boolean {
    return this.#unknownSongs.some(match => words.includes(match))
  }

  /** From now on this video is found no more and plays nowhere. */
  loseVideo(id: string, loss: Loss): void {
    this.#lostVideos.set(id, loss)
  }

  lossOf(id: string): Loss | undefined {
    return this.#lostVideos.get(id)
  }

  setQuota({ youtube, karlo }: Quota): void {
    if (youtube) {
      this.#projects = new Map(Object.entries(youtube.projects))
      this.#searches.clear()
    }
    if (karlo) this.#karloPerMinute = karlo.per_minute
  }

  get quotaUse(): QuotaUse {
    const projects = [...this.#projects].map(([name, { limit }]) => [
      name,
      { limit, used: this.#searches.get(`${pacificDay()} ${name}`) ?? 0 },
    ])
    return {
      youtube: { projects: Object.fromEntries(projects) },
      karlo: { per_minute: this.#karloPerMinute, used: this.#recentKarloImages().length },
    }
  }

  /** Counts one search against the project of a key. @returns false when its day is spent, which counts nothing */
  spendSearch(key: string): boolean {
    const [name, project] = [...this.#projects].find(([, { keys }]) => keys.includes(key)) ?? [`key ${key}`, undefined]
    const counter = `${pacificDay()} ${name}`
    const used = this.#searches.get(counter) ?? 0
    if (project?.limit !== null && project !== undefined && used >= project.limit) return false
    this.#searches.set(counter, used + 1)
    return true
  }

  /** Counts images against Karlo's minute. @returns false when it is spent, which counts nothing */
  spendKarlo(images: number): boolean {
    const recent = this.#recentKarloImages()
    if (this.#karloPerMinute !== null && recent.length + images > this.#karloPerMinute) return false
    this.#karloImages = [...recent, ...Array<number>(images).fill(Date.now())]
    return true
  }

  #recentKarloImages(): number[] {
    return this.#karloImages.filter(at => at > Date.now() - 60_000)
  }
}
