import { scriptsOf } from './title-words.js'

/*
 * Whether a name in Latin letters and one in Hangul or Cyrillic are the same name as it sounds: IU and 아이유, Taeyeon and
 * 태연, Zemfira and Земфира. It is sure when it says yes and often does not know: whoever has a different name in each
 * script is not found this way.
 */

/** Revised Romanization of Korean, letter by letter in the order of Unicode's syllables. */
const initials = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ')
const vowels = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ')
const finals = '- k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ')
const cyrillic: Readonly<Record<string, string>> = Object.fromEntries(
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=sh ъ= ы=y ь= э=e ю=yu я=ya і=i ї=i є=e'
    .split(' ')
    .map(pair => pair.split('=') as [string, string]),
)
/** Names such as IU are read letter by letter; where two ways are usual both are tried. */
const letterNames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  (
    'a=에이 b=비 c=시,씨 d=디 e=이 f=에프 g=지 h=에이치 i=아이 j=제이 k=케이 l=엘 m=엠 n=엔 o=오 p=피 q=큐 r=알 s=에스 t=티 u=유 v=브이 w=더블유 ' +
    'x=엑스 y=와이 z=제트,지'
  )
    .split(' ')
    .map(pair => pair.split('='))
    .map(([letter, names]) => [letter!, names!.split(',')]),
)

const readHangul = (name: string): string =>
  [...name]
    .map(character => {
      const place = character.codePointAt(0)! - 0xac00
      if (place < 0 || place >= 11_172) return character
      return `${initials[Math.floor(place / 588)]}${vowels[Math.floor(place / 28) % 21]}${finals[place % 28]}`.replaceAll(
        '-',
        '',
      )
    })
    .join('')

const readCyrillic = (name: string): string => [...name].map(character => cyrillic[character] ?? character).join('')

/** Consonants that spellings of one name have in common. */
const skeletonOf = (latin: string): string =>
  latin
    .replaceAll('x', 'ks')
    .replace(/ph/g, 'p')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ng/g, 'n')
    .replace(/[kgcq]h?/g, 'k')
    .replace(/th|[td]/g, 't')
    .replace(/[bpfv]/g, 'p')
    .replace(/[rl]/g, 'l')
    .replace(/z/g, 's')
    .replace(/[aeiouwyh]/g, '')
    .replace(/(.)\1+/g, '$1')

const spelledOut = (latin: string): string[] =>
  [...latin].reduce<string[]>(
    (names, letter) => names.flatMap(name => (letterNames[letter] ?? ['']).map(sound => name + sound)),
    [''],
  )

/** Both names are folded, without spaces. False when they are in the same script or in one that is not read. */
export const soundAlike = (one: string, other: string): boolean => {
  const [latin, foreign] = isLatin(one) ? [one, other] : [other, one]
  if (!isLatin(latin) || latin.length < 2) return false
  const isHangul = /^\p{sc=Hangul}+$/u.test(foreign)
  if (!isHangul && !/^\p{sc=Cyrillic}+$/u.test(foreign)) return false
  if (isHangul && latin.length <= 4 && spelledOut(latin).includes(foreign)) return true
  const read = isHangul ? readHangul(foreign) : readCyrillic(foreign)
  if (read === latin || withoutSilent(read) === withoutSilent(latin)) return true
  const skeleton = skeletonOf(read)
  // Korean leaves out an r that is not followed by a vowel: 마스 is Mars.
  return (
    skeleton.length >= 4 && [latin, latin.replace(/r(?![aeiouy])/g, '')].some(name => skeletonOf(name) === skeleton)
  )
}

/** Korean parts consonants with a vowel of its own, and English ends names with a silent one: 아델 is Adele. */
const withoutSilent = (latin: string): string => latin.replaceAll('eu', '').replace(/(?<=[^aeiou])e$/, '')

const isLatin = (name: string): boolean => /^[a-z]+$/.test(name) && scriptsOf(name).size === 1
