import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { readExamples, splitExamples } from './examples.js'
import { members, trainMember } from './members.js'

/** What a thread is given to do. */
export interface MemberWork {
  readonly folder: string
  readonly which: readonly ('linear' | number)[]
}

const { folder, which } = workerData as MemberWork
const { learned } = splitExamples(readExamples(join(folder, 'train.tsv.gz')))
for (const one of which) {
  const trained = trainMember(learned, members, one, (done, total) =>
    parentPort?.postMessage({ which: one, done, total }),
  )
  parentPort?.postMessage({ trained })
}
