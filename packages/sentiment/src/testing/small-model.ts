import { parseExamples } from '../training/examples.js'
import { finishModel } from '../training/finish-model.js'
import { type Members, trainMember } from '../training/members.js'

const network = {
  width: 8,
  cells: 4,
  depth: 1,
  hidden: 8,
  epochs: 2,
  least: 2,
  embeddingRate: 0.05,
  layerRate: 0.01,
  ngramDropout: 0.1,
  layerDropout: 0.1,
  pooledDropout: 0.1,
  negativeWeight: 1,
  rows: 200,
}

const small: Members = {
  linear: { epochs: 2, rate: 0.5, least: 2, negativeWeight: 1, seed: 1, rows: 500 },
  networks: [
    { ...network, longest: 3, seed: 2 },
    { ...network, longest: 2, depth: 2, seed: 3 },
  ],
}

const praise = ['정말 재미있어요', '최고의 영화', '감동적이었다', '또 보고 싶다']
const blame = ['정말 지루해요', '최악의 영화', '돈이 아깝다', '다시는 안 본다']
const endings = ['!', '.', ' ㅋㅋ', ' ㅠㅠ', ' 배우가', ' 음악이', ' 친구랑 봄', ' 10년 전에 봄']

/** Sixty-four reviews whose label follows from their words, four times. */
export const smallCorpus = parseExamples(
  Array.from({ length: 4 })
    .flatMap(() =>
      endings.flatMap(ending => [
        ...praise.map(text => `1\t${text}${ending}`),
        ...blame.map(text => `0\t${text}${ending}`),
      ]),
    )
    .join('\n'),
)

/** A model of a few kilobytes. */
export const trainSmall = (seed = 0): Buffer =>
  finishModel(
    (['linear', 0, 1] as const).map(which =>
      trainMember(
        smallCorpus,
        {
          linear: { ...small.linear, seed: small.linear.seed + seed },
          networks: small.networks.map(one => ({ ...one, seed: one.seed + seed })),
        },
        which,
        () => {},
      ),
    ),
    smallCorpus,
  )
