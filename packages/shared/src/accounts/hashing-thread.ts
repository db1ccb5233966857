import { setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'

/** Hashes the password, or compares it with what is stored. */
export interface HashingTask {
  password: string
  stored: string | null
}

export type HashingResult = { value: string | boolean } | { error: unknown }

// OWASP's minimum for argon2id; 22 ms on the reference machine.
// Algorithm 2 is argon2id: the package's enum is const and cannot be imported by a single-file compiler.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// On Linux alone a thread has a priority of its own (setpriority(2), "C library/kernel differences"): whoever reads goes first.
if (process.platform === 'linux') setPriority(10)

const work = ({ password, stored }: HashingTask): HashingResult => {
  try {
    return { value: stored === null ? hashSync(password, options) : verifySync(stored, password) }
  } catch (error) {
    return { error }
  }
}

parentPort?.on('message', (task: HashingTask) => parentPort?.postMessage(work(task)))
