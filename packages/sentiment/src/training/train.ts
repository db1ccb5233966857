import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { readExamples, splitExamples } from './examples.js'
import { finishModel } from './finish-model.js'
import type { MemberWork } from './member-thread.js'
import type { Trained } from './members.js'

type Message = { trained: Trained } | { which: 'linear' | number; done: number; total: number }

/** Two threads that take about as long as each other. Which thread trains a member changes nothing of it. */
const shares: MemberWork['which'][] = [['linear', 0], [1]]

/** Trains a model from `train.tsv.gz` of a folder. The test file is not opened. @returns the model's file */
export const train = async (folder: string): Promise<Buffer> => {
  const trained = (await Promise.all(shares.map(which => runThread({ folder, which })))).flat()
  const { validated } = splitExamples(readExamples(join(folder, 'train.tsv.gz')))
  return finishModel(trained, validated)
}

const runThread = (work: MemberWork): Promise<Trained[]> =>
  new Promise((resolve, reject) => {
    const trained: Trained[] = []
    const since = performance.now()
    const worker = new Worker(new URL('./member-thread.js', import.meta.url), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: 4_096 },
    })
    worker.on('message', (message: Message) => {
      if ('trained' in message) {
        trained.push(message.trained)
        return
      }
      const { which, done, total } = message
      const seconds = Math.round((performance.now() - since) / 1000)
      if (done % 100_000 === 0) console.log(`member ${which}: ${done} of ${total} reviews after ${seconds} s`)
    })
    worker.once('error', reject)
    worker.once('exit', code => {
      if (trained.length === work.which.length) resolve(trained)
      else reject(new Error(`a thread of the training ended with ${code}`))
    })
  })
