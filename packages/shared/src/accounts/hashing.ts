import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import type { HashingResult, HashingTask } from './hashing-thread.js'

// A flood of logins keeps threads of its own busy, never the last core: what else the process does goes on beside it.
const threads = Math.min(4, Math.max(1, availableParallelism() - 1))
const inTurn = pLimit(threads)
const waitingAtMost = 200

/** The queue of passwords to hash is so long that answering would take seconds. */
export class HashingBusyError extends Error {}

/** For whoever would do work before hashing that a flood should not cause. @throws HashingBusyError */
export const refuseWhileBusy = (): void => {
  if (inTurn.pendingCount >= waitingAtMost) throw new HashingBusyError('too many passwords are waiting to be hashed')
}

/** Beside this file, as source or compiled. */
const thread = new URL(`./hashing-thread${extname(import.meta.url)}`, import.meta.url)
const idle: Worker[] = []

const inThread = (task: HashingTask): Promise<string | boolean> =>
  new Promise((resolve, reject) => {
    const worker = idle.pop() ?? new Worker(thread)
    // It keeps the process alive while somebody waits for it, and not longer. One that died is not put back.
    worker.ref()
    worker.once('error', reject)
    worker.once('message', (result: HashingResult) => {
      worker.off('error', reject)
      worker.unref()
      idle.push(worker)
      if ('error' in result) reject(result.error)
      else resolve(result.value)
    })
    worker.postMessage(task)
  })

const take = async (task: HashingTask): Promise<string | boolean> => {
  refuseWhileBusy()
  return inTurn(() => inThread(task))
}

/** argon2id in the PHC string format. @throws HashingBusyError */
export const hash = async (password: string): Promise<string> => String(await take({ password, stored: null }))

/** @throws HashingBusyError */
export const verify = async (stored: string, password: string): Promise<boolean> => (await take({ password, stored })) === true
