import { cpus, loadavg } from 'node:os'
import { median, quantile } from '../rig/figures.js'
import type { Round } from './measure.js'

/** What was measured of one endpoint at one size. */
export interface Figures {
  statements: number
  ours: Round[]
  floor: Round[]
  /** Of another checkout; empty where there is none. */
  base: Round[]
}

const summary = (rounds: readonly Round[]) => {
  const all = rounds.flatMap(round => round.tookMs)
  return {
    perSecond: median(rounds.map(round => round.perSecond)),
    p50: quantile(all, 0.5),
    p99: quantile(all, 0.99),
    processorMs: median(rounds.map(round => round.processorMs)),
  }
}

/** Each round's two are neighbours in time, so that what disturbs one disturbs the other. */
const ratioOf = ({ ours, floor }: Figures) => median(ours.map((round, n) => round.perSecond / floor[n]!.perSecond))

/** Requests per second as multiples of the other checkout's, pairwise. */
const timesBase = ({ ours, base }: Figures) => median(ours.map((round, n) => round.perSecond / base[n]!.perSecond))

const ms = (value: number) => (value < 10 ? value.toFixed(1) : value.toFixed(0))
const signed = (value: number, isGood: boolean) => (isGood ? value.toFixed(2) : `**${value.toFixed(2)}**`)

/** For one request: it tells the two apart where other work on the machine disturbs what a clock says. */
const processor = (ours: { processorMs: number }, floor: { processorMs: number }): string =>
  `${ours.processorMs.toFixed(2)} | ${floor.processorMs.toFixed(2)} | ${(floor.processorMs / ours.processorMs).toFixed(2)}`

/** What the project aims at; what misses it is printed in bold. */
const aims = { perSecondOfFloor: 0.6, p99Growth: 1.5 }

/** A Markdown table. @param measured playlists or posts @param results by endpoint, then by size, the smallest first */
export const table = (
  results: ReadonlyMap<string, ReadonlyMap<number, Figures>>,
  measured: string,
  sizes: readonly number[],
): string => {
  const lines: string[] = []
  const largest = sizes.at(-1)
  for (const size of sizes) {
    const growth = size === largest && sizes.length > 1
    const hasBase = [...results.values()].some(bySize => (bySize.get(size)?.base.length ?? 0) > 0)
    lines.push(
      `At ${size.toLocaleString('en')} ${measured}:`,
      '',
      `| endpoint | statements | req/s | floor | of the floor | p50 ms | floor | p99 ms | floor | p99 / floor | processor ms | floor | of it |${growth ? ` p99 / p99 at ${sizes[0]!.toLocaleString('en')} |` : ''}${hasBase ? ' times the base |' : ''}`,
      `|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|${growth ? '--:|' : ''}${hasBase ? '--:|' : ''}`,
    )
    for (const [name, bySize] of results) {
      const figures = bySize.get(size)
      if (!figures) continue
      const ours = summary(figures.ours)
      const floor = summary(figures.floor)
      const ratio = ratioOf(figures)
      const first = bySize.get(sizes[0]!)
      const grown = ours.p99 / (first ? summary(first.ours).p99 : Number.NaN)
      lines.push(
        `| ${name} | ${figures.statements} | ${ours.perSecond.toFixed(0)} | ${floor.perSecond.toFixed(0)} | ${signed(ratio, ratio >= aims.perSecondOfFloor)} | ${ms(
          ours.p50,
        )} | ${ms(floor.p50)} | ${ms(ours.p99)} | ${ms(floor.p99)} | ${(ours.p99 / floor.p99).toFixed(2)} | ${processor(ours, floor)} |${growth ? ` ${signed(grown, grown <= aims.p99Growth)} |` : ''}${hasBase ? ` ${timesBase(figures).toFixed(2)} |` : ''}`,
      )
    }
    lines.push('')
  }
  return lines.join('\n')
}

/** One endpoint at one size, to be read while the others are measured. */
export const line = (name: string, size: number, figures: Figures): string => {
  const ours = summary(figures.ours)
  const base =
    figures.base.length > 0
      ? `, ${timesBase(figures).toFixed(2)} times the base, whose p99 is ${ms(summary(figures.base).p99)} ms, ${summary(figures.base).processorMs.toFixed(2)} processor ms`
      : ''
  const rate = `${ours.perSecond.toFixed(0)}/s, ${ratioOf(figures).toFixed(2)} of the floor${base}`
  return `${name.padEnd(30)} ${size.toLocaleString('en').padStart(9)}  ${rate}, p99 ${ms(ours.p99)} ms, floor ${ms(summary(figures.floor).p99)} ms, processor ms ${processor(ours, summary(figures.floor))}`
}

/** Where and when, and how busy the machine was. */
export const machine = (rounds: number, seconds: number): string =>
  `${new Date().toISOString().slice(0, 10)}; ${rounds} rounds of ${seconds} s each; ${cpus().length} cores, which Postgres, both servers and the load generator share, with a load of ${loadavg()[0]!.toFixed(1)} over the last minute; Node ${process.versions.node}.`
