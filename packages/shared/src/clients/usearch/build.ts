import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { BuildOrder } from './build-thread.js'

/** Compiled, also beside a process that runs from source: what compiles that is not there in a thread. */
const entry = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/clients/usearch/build-thread.js' : './build-thread.js',
    import.meta.url,
  ),
)

/** Some vectors, each with its number. */
export interface Batch {
  readonly ids: readonly number[]
  /** Each of as many numbers as the graph has dimensions. */
  readonly vectors: readonly (readonly number[])[]
}

/**
 * Builds a graph in a thread of its own and writes it into a file. The next batch is read while one is added.
 * @returns how many vectors it has
 */
export const buildGraph = async (
  { dimensions, path, signal }: { dimensions: number; path: string; signal: AbortSignal },
  batches: AsyncIterable<Batch>,
): Promise<number> => {
  const thread = new Worker(entry)
  const stop = () => void thread.terminate()
  signal.addEventListener('abort', stop, { once: true })
  const failed = new Promise<never>((_, reject) => {
    thread.once('error', reject)
    thread.once('exit', () => reject(signal.reason ?? new Error('the thread that builds has ended')))
  })
  failed.catch(() => undefined)
  const carryOut = (order: BuildOrder, moved: ArrayBuffer[] = []) => {
    thread.postMessage(order, moved)
    return Promise.race([once(thread, 'message'), failed])
  }
  try {
    signal.throwIfAborted()
    let count = 0
    let adding: Promise<unknown> = carryOut({ dimensions })
    for await (const { ids, vectors } of batches) {
      const numbers = Float64Array.from(ids)
      const flat = new Float32Array(vectors.length * dimensions)
      for (const [n, vector] of vectors.entries()) flat.set(vector, n * dimensions)
      await adding
      adding = carryOut({ ids: numbers, vectors: flat }, [numbers.buffer, flat.buffer])
      count += ids.length
    }
    await adding
    await carryOut({ path })
    return count
  } finally {
    signal.removeEventListener('abort', stop)
    await thread.terminate()
  }
}
