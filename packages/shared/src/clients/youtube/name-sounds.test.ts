import t from 'tap'
import { soundAlike } from './name-sounds.js'

for (const [latin, other] of [
  ['iu', '아이유'],
  ['taeyeon', '태연'],
  ['ana', '아나'],
  ['hwasa', '화사'],
  ['blackpink', '블랙핑크'],
  ['seventeen', '세븐틴'],
  ['newjeans', '뉴진스'],
  ['lesserafim', '르세라핌'],
  ['nct', '엔시티'],
  ['adele', '아델'],
  ['brunomars', '브루노마스'],
  ['boris', 'борис'],
  ['zemfira', 'земфира'],
] as const) {
  t.ok(soundAlike(latin, other), `${latin} and ${other}`)
  t.ok(soundAlike(other, latin), `${other} and ${latin}`)
}

for (const [one, other] of [
  ['adele', '아이유'],
  ['madonna', '태연'],
  ['adele', '아델리'],
  ['rain', '비'],
  ['bts', '아이유'],
  ['boris', 'мария'],
  ['i', '아이'],
  ['iu', 'iu'],
  ['아이유', '아이유'],
  ['', ''],
  ['iu', ''],
  ['ana', '이나'],
  ['mina', '문'],
] as const)
  t.notOk(soundAlike(one, other), `${one} and ${other}`)
