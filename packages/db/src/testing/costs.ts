import { type Db, withClient } from '../core/client.js'
import { isBracket, type Statement, statementsOf } from './statements.js'

/** What running a statement again would read, rolled back. */
export interface Cost extends Statement {
  /** Blocks of 8 kB, of tables and indexes alike. */
  blocks: number
  /** Rows that were read and left out: by a filter, or by a second look at a lossy index's. */
  removed: number
  /** E.g. `Index Scan using jobs_dead on jobs`, from the outside in. */
  nodes: string[]
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Loops': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: Node[]
}

const allOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(allOf)]

const nameOf = (node: Node): string =>
  [
    node['Node Type'],
    node['Index Name'] && `using ${node['Index Name']}`,
    node['Relation Name'] && `on ${node['Relation Name']}`,
  ]
    .filter(Boolean)
    .join(' ')

/**
 * Runs `work`, then every statement that it sent once more, measured and rolled back: for work that finds nothing
 * (left) to do.
 */
export const costsOf = async (db: Db, work: () => Promise<unknown>): Promise<Cost[]> => {
  const { statements } = await statementsOf(work)
  return withClient(db, async client => {
    const costs: Cost[] = []
    for (const statement of statements.filter(sent => !isBracket(sent))) {
      await client.query('begin')
      try {
        const text = `explain (analyze, buffers, timing off, format json) ${statement.text}`
        const { rows } = await client.query(text, [...statement.values])
        const { Plan: plan } = rows[0]['QUERY PLAN'][0] as { Plan: Node }
        const nodes = allOf(plan)
        const removed = nodes
          .filter(node => node['Relation Name'] !== undefined || node['Index Name'] !== undefined)
          .reduce(
            (sum, node) =>
              sum +
              node['Actual Loops'] *
                ((node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0)),
            0,
          )
        costs.push({
          ...statement,
          blocks: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
          removed,
          nodes: nodes.map(nameOf),
        })
      } finally {
        await client.query('rollback')
      }
    }
    return costs
  })
}
