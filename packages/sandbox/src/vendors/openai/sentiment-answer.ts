const good = /좋|최고|재[밌미있]|감동|추천|훌륭|완벽|사랑|명작|good|great|best|love/gi
const bad = /별로|최악|지루|노잼|실망|아깝|쓰레기|재미없|못 ?만든|졸[리작]|bad|worst|boring|awful/gi

const reviewIn = (message: string): string => {
  try {
    const document: unknown = JSON.parse(message)
    if (typeof document === 'object' && document !== null && 'review' in document) return String(document.review)
  } catch {
    // Plain words.
  }
  return message
}

/** By the words of a review that praise and those that blame; as many of each tell nothing. */
export const answerSentiment = (message: string): { sentiment: 'positive' | 'negative' | 'unclear' } => {
  const review = reviewIn(message)
  const balance = (review.match(good)?.length ?? 0) - 2 * (review.match(bad)?.length ?? 0)
  return { sentiment: balance > 0 ? 'positive' : balance < 0 ? 'negative' : 'unclear' }
}
