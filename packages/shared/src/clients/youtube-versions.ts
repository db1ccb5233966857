/**
 * How a song can differ from its recording. `other` is not that recording, or not by that singer: nobody who asks for the song means it.
 * `variant` is the singer's own song in another form: better than nothing.
 */
export type VersionClass = 'other' | 'variant'

interface Version {
  readonly class: VersionClass
  /** Words in Latin letters, with spaces between them; any spelling with hyphens or without spaces is the same. */
  readonly latin?: string
  /** In Hangul, at the beginning or the end of a word, since compounds are written together. */
  readonly hangul?: RegExp
  /** In kana and Chinese characters, which know no spaces. */
  readonly eastAsian?: RegExp
}

const versions: Readonly<Record<string, Version>> = {
  cover: {
    class: 'other',
    latin: 'cover|covers|covered|coverd|cover by|dance cover|vocal cover',
    // 드라이브 and the like end in other words' syllables, so only what stands alone at an end counts.
    hangul: /^커버|커버$|커버곡$|^따라부르기/u,
    eastAsian: /(?<![スリ])カバー|歌ってみた|踊ってみた|叩いてみた|弾いてみた|翻唱|翻自/u,
  },
  karaoke: {
    class: 'other',
    latin: 'karaoke|noraebang|sing along|singalong|backing track',
    hangul: /^노래방|노래방$|^금영|^가라오케/u,
    eastAsian: /カラオケ|卡拉ok|伴奏/u,
  },
  instrumental: {
    class: 'other',
    latin: 'instrumental|instrumentals|inst|mr|off vocal|minus one|mr removed',
    hangul: /^반주|반주$|^인스트|^엠알|연주곡?$/u,
    eastAsian: /インスト(?!ール)|オフボーカル/u,
  },
  piano: { class: 'other', latin: 'piano', hangul: /^피아노|피아노$/u, eastAsian: /ピアノ|钢琴|鋼琴/u },
  guitar: { class: 'other', latin: 'guitar|fingerstyle|drum cover|bass cover|violin|cello|ukulele|kalimba|flute|saxophone|sax' },
  musicBox: {
    class: 'other',
    latin: 'music box|orgel|lullaby|8 bit|8bit|16 bit|midi|chiptune',
    hangul: /^오르골|오르골$/u,
    eastAsian: /オルゴール/u,
  },
  reaction: {
    class: 'other',
    latin: 'reaction|reactions|reacts|react|reacting',
    hangul: /^리액션|리액션$/u,
    eastAsian: /リアクション|反応/u,
  },
  tutorial: {
    class: 'other',
    latin: 'tutorial|tutorials|lesson|lessons|how to play|mirrored|chords|tabs|easy version',
    hangul: /^강좌|강좌$|^레슨|배우기$|^거울모드/u,
    eastAsian: /講座|レッスン|教学|教學/u,
  },
  tribute: {
    class: 'other',
    latin: 'tribute|in the style of|made famous by|originally performed by|as made famous|impersonation|ai cover',
    hangul: /^헌정|모창/u,
  },
  parody: { class: 'other', latin: 'parody|spoof', hangul: /^패러디|패러디$/u, eastAsian: /パロディ|替え歌/u },
  behind: {
    class: 'other',
    latin:
      'behind|behind the scenes|bts sketch|making|making film|making of|sketch|interview|vlog|documentary|jacket making|recording film|recording behind',
    hangul: /^비하인드|비하인드$|^메이킹|메이킹$|^인터뷰|^브이로그|촬영현장$|^현장스케치/u,
    eastAsian: /メイキング|ビハインド|インタビュー|花絮/u,
  },
  teaser: {
    class: 'other',
    latin: 'teaser|trailer|preview|highlight medley|snippet|spoiler',
    hangul: /^티저|티저$|^예고|예고편?$|^미리듣기|^하이라이트/u,
    eastAsian: /予告|ティザー|预告|預告/u,
  },
  medley: {
    class: 'other',
    latin: 'medley|mashup|mash up|megamix|full album|playlist|compilation|greatest hits',
    hangul: /^메들리|메들리$|^매시업|^전곡|모음$|모음집$|^플레이리스트/u,
    eastAsian: /メドレー|マッシュアップ|串烧/u,
  },
  shorts: { class: 'other', latin: 'shorts|short ver|tiktok|challenge', hangul: /^쇼츠|^챌린지|챌린지$/u, eastAsian: /ショート/u },
  spedUp: {
    class: 'variant',
    latin: 'sped up|spedup|speed up|speedup|sped|speed|fast version|chipmunk|pitched up',
    hangul: /^스페드업|^스피드업|^배속|배속$|^빠른버전/u,
    eastAsian: /倍速|高速|スピードアップ/u,
  },
  nightcore: { class: 'variant', latin: 'nightcore|night core|daycore', hangul: /^나이트코어/u, eastAsian: /ナイトコア/u },
  slowed: {
    class: 'variant',
    latin: 'slowed|slowed down|slow version|slow ver|chopped screwed',
    hangul: /^슬로우드|^느린버전|^느리게/u,
    eastAsian: /スロー/u,
  },
  reverb: { class: 'variant', latin: 'reverb|reverbed', hangul: /^리버브/u, eastAsian: /リバーブ/u },
  spatial: {
    class: 'variant',
    latin: '8d|8d audio|16d|3d|3d audio|9d|360|bass boosted|bassboosted|432hz',
    hangul: /^입체음향|^이어폰필수/u,
    eastAsian: /立体音響/u,
  },
  loop: { class: 'variant', latin: 'loop|looped|on repeat|extended', hangul: /^반복|무한반복$/u, eastAsian: /作業用|耐久|リピート/u },
  remix: {
    class: 'variant',
    latin: 'remix|remixed|remixes|rmx|bootleg|flip|lofi|lo fi|club mix|dj set|edm ver',
    hangul: /^리믹스|리믹스$|^로파이/u,
    eastAsian: /リミックス|混音/u,
  },
  live: {
    class: 'variant',
    latin:
      'live|live clip|live performance|concert|fancam|fan cam|focus cam|encore|rehearsal|busking|showcase|unplugged|live session|inkigayo|mcountdown|m countdown|music bank|show champion',
    hangul:
      /^라이브|(?<!드)라이브$|^직캠|직캠$|^콘서트|콘서트$|^앵콜|^앙코르|^버스킹|^리허설|^무대|무대$|^공연|공연$|^뮤직뱅크|^인기가요|^음악중심|^엠카운트다운|^불후의명곡|^유희열/u,
    eastAsian: /(?<![ドアフ])ライブ|ライヴ|生歌|コンサート|现场|現場|演唱会|演唱會/u,
  },
  acoustic: {
    class: 'variant',
    latin:
      'acoustic|stripped|a cappella|acapella|acappella|vocals only|vocal only|orchestra|orchestral|symphonic|string ver|band ver|rock ver|jazz ver',
    hangul: /^어쿠스틱|어쿠스틱$|^아카펠라|^오케스트라|^밴드버전/u,
    eastAsian: /アコースティック|アコギ|アカペラ|オーケストラ/u,
  },
  dance: {
    class: 'variant',
    latin:
      'dance practice|dance ver|dance version|dance video|practice|practice video|choreography|choreo|choreography video|moving ver|fix ver|eye contact ver',
    hangul: /^안무|안무$|^연습|연습$|^댄스|댄스$|^퍼포먼스연습/u,
    eastAsian: /ダンス|振り?付け?|練習|练习|舞蹈/u,
  },
  demo: {
    class: 'variant',
    latin: 'demo|demo ver|early version|rough mix|guide ver',
    hangul: /^데모|데모$|^가이드버전/u,
    eastAsian: /デモ(?!ン)/u,
  },
  language: {
    class: 'variant',
    latin: ['english', 'korean', 'japanese', 'chinese', 'mandarin', 'spanish', 'french', 'german']
      .flatMap(language => [`${language} ver`, `${language} version`])
      .join('|'),
    hangul: /^(영어|일본어|중국어|한국어)(버전|ver)$/u,
    eastAsian: /(英語|韓国語|日本語|中国語)(版|バージョン|ver)/u,
  },
  unnamed: { class: 'variant', latin: 'ver|version', hangul: /^버전$|버전$/u, eastAsian: /バージョン/u },
}

const latin = new Map<string, string>()
for (const [name, { latin: spellings = '' }] of Object.entries(versions))
  for (const spelling of spellings.split('|')) if (spelling !== '') latin.set(spelling.replaceAll(' ', ''), name)

const longestSpelling = 4
/** Before `version` they mean the recording itself. */
const sameRecording: ReadonlySet<string> = new Set([
  'original',
  'album',
  'single',
  'full',
  'mv',
  'video',
  'official',
  'standard',
  'studio',
  'radio',
])
const hours = /^\d{1,3}(hours?|hrs?|h|시간|時間|小时|小時)(loop|연속|耐久)?$/u

/** A version that some of the words name, and which of them. */
export interface NamedVersion {
  readonly name: string
  readonly class: VersionClass
  readonly from: number
  /** The place after the last word. */
  readonly to: number
}

/** Versions that these words name: the longest spelling at each place. Words are folded, in order, without gaps. */
export const findVersions = (words: readonly string[]): NamedVersion[] => {
  const found: NamedVersion[] = []
  for (let from = 0; from < words.length; ) {
    const version = versionAt(words, from)
    if (version) found.push(version)
    from = version?.to ?? from + 1
  }
  return found
}

const versionAt = (words: readonly string[], from: number): NamedVersion | undefined => {
  for (let to = Math.min(from + longestSpelling, words.length); to > from; to--) {
    const joined = words.slice(from, to).join('')
    const name = latin.get(joined) ?? (hours.test(joined) ? 'loop' : undefined)
    if (name === 'unnamed' && sameRecording.has(words[from - 1] ?? '')) continue
    if (name !== undefined) return { name, class: versions[name]!.class, from, to }
  }
  const word = words[from]!
  const entry = Object.entries(versions).find(([, { hangul, eastAsian }]) => hangul?.test(word) || eastAsian?.test(word))
  return entry && { name: entry[0], class: entry[1].class, from, to: from + 1 }
}
