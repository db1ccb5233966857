import { confidenceOf, type Evaluation, leastConfidence } from './evaluate.js'

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`

/** An evaluation as tables of Markdown, for the terminal and for docs/sentiment.md. */
export const report = (evaluation: Evaluation): string => {
  const { accuracy, confusion, bins, calibrationError, milliseconds, memberAccuracies, doubtful, errors } = evaluation
  const [[trueNegative, falsePositive], [falseNegative, truePositive]] = confusion
  return [
    `Accuracy: ${percent(accuracy)} (of each kind alone: negative ${percent(trueNegative / (trueNegative + falsePositive))}, positive ${percent(truePositive / (truePositive + falseNegative))})`,
    `Members alone: ${memberAccuracies.map(percent).join(', ')}`,
    `Time: ${milliseconds.toFixed(3)} ms a review`,
    `Confidence below ${leastConfidence}: ${percent(doubtful.share)}; accuracy of the others: ${percent(doubtful.accuracyOfOthers)}`,
    '',
    '| | judged negative | judged positive |',
    '|---|---|---|',
    `| negative | ${trueNegative} | ${falsePositive} |`,
    `| positive | ${falseNegative} | ${truePositive} |`,
    '',
    `Expected calibration error: ${percent(calibrationError)}`,
    '',
    '| confidence from | reviews | mean confidence | accuracy |',
    '|---|---|---|---|',
    ...bins.map(
      bin => `| ${bin.from.toFixed(2)} | ${bin.reviews} | ${percent(bin.confidence)} | ${percent(bin.accuracy)} |`,
    ),
    '',
    '| is | confidence in the opposite | text |',
    '|---|---|---|',
    ...errors.map(
      one =>
        `| ${one.isPositive ? 'positive' : 'negative'} | ${percent(confidenceOf(one))} | ${one.text.replaceAll('|', '\\|')} |`,
    ),
  ].join('\n')
}
