import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadModel } from './load-model.js'
import { decodeModel } from './model-file.js'
import { evaluate } from './training/evaluate.js'
import { readExamples, splitExamples } from './training/examples.js'
import { report } from './training/report.js'
import { train } from './training/train.js'

const usage = `Usage:
  npm run sentiment -- train --from <folder> [--to <file>]
      Trains the model from train.tsv.gz of that folder, some minutes on two idle cores, and writes it over the committed one.
  npm run sentiment -- evaluate --from <folder> [--model <file>] [--validation]
      Judges the reviews of its test.tsv.gz, or the part of train.tsv.gz that training leaves out.
Lines of both are a label, 0 or 1, a tab and a text. docs/sentiment.md says where the corpus comes from.`

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  model: { type: 'string' },
  validation: { type: 'boolean' },
} as const

const run = async (): Promise<void> => {
  const { values, positionals } = parseArgs({ options, allowPositionals: true })
  const [command] = positionals
  const from = values.from && resolve(process.cwd(), values.from)
  if (from === undefined || from === '' || positionals.length !== 1) throw new Error(usage)
  if (command === 'train') {
    const file = await train(from)
    const to = resolve(values.to ?? 'packages/sentiment/src/model.bin')
    writeFileSync(to, file)
    console.log(`${to}: ${file.length.toLocaleString('en')} bytes`)
    const { validated } = splitExamples(readExamples(join(from, 'train.tsv.gz')))
    console.log(report(evaluate(decodeModel(file), validated)))
    return
  }
  if (command !== 'evaluate') throw new Error(usage)
  const examples = values.validation
    ? splitExamples(readExamples(join(from, 'train.tsv.gz'))).validated
    : readExamples(join(from, 'test.tsv.gz'))
  console.log(report(evaluate(await loadModel(values.model), examples)))
}

try {
  await run()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
