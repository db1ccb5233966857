import { voiceLength } from '@mudig/shared/reviews/voices'

/** Sentences that fit any review, in no voice of their own. */
const filling = [
  '장면마다 마음이 오래 머물렀다.',
  '배우들의 얼굴이 끝난 뒤에도 남는다.',
  '음악이 멈춘 자리에서 이야기가 시작된다.',
  '다시 보고 싶어지는 까닭을 말로 다 하기 어렵다.',
  '좋은 점도 아쉬운 점도 또렷하게 남는 시간이었다.',
]

/** A review in another voice, as the model would answer it: its beginning, and enough around that. */
export const answerVoice = (review: string): { text: string } => {
  const beginning = [...review.replace(/\s+/g, ' ').trim()].slice(0, 60).join('')
  let text = `${beginning} —`
  for (let n = 0; [...text].length < voiceLength.least + 10; n++) text += ` ${filling[n % filling.length]}`
  return { text: [...text].slice(0, voiceLength.most).join('') }
}
