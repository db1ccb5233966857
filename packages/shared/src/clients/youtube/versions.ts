/**
 * How a song can differ from its recording. `other` is not that recording, or not by that singer: nobody who asks for
 * the song means it. `variant` is the singer's own song in another form: better than nothing.
 */
export type VersionClass = 'other' | 'variant'

interface Version {
  readonly class: VersionClass
  /** In scripts with spaces, in which any spelling with hyphens or without spaces is the same; without accents. */
  readonly words?: string
  /** In Hangul, at the beginning or the end of a word, since compounds are written together. */
  readonly hangul?: RegExp
  /** In kana and Chinese characters, which know no spaces. */
  readonly eastAsian?: RegExp
}

const versions: Readonly<Record<string, Version>> = {
  cover: {
    class: 'other',
    words:
      'cover|covers|covered|coverd|cover by|dance cover|vocal cover|cover version|versao cover|кавер|каверы|перепел|перепела|cover espanol|vocaloid cover',
    // 드라이브 and the like end in other words' syllables, so only what stands alone at an end counts.
    hangul: /^커버|커버$|커버곡$|^따라부르기|불러보았|불러봤|^챌린지커버/u,
    eastAsian: /(?<![スリ])カバー|歌ってみた|踊ってみた|叩いてみた|弾いてみた|翻唱|翻自/u,
  },
  karaoke: {
    class: 'other',
    words:
      'karaoke|noraebang|sing along|singalong|backing track|караоке|karaoke version|videoke|no vocals|lyrics karaoke',
    hangul: /^노래방|노래방$|^금영|^가라오케/u,
    eastAsian: /カラオケ|卡拉ok|伴奏/u,
  },
  instrumental: {
    class: 'other',
    words:
      'instrumental|instrumentals|inst|mr|off vocal|minus one|mr removed|instrumentale|instrumentala|минус|минусовка|инструментал|beat only|sin voz',
    hangul: /^반주|반주$|^인스트|^엠알|연주곡?$/u,
    eastAsian: /インスト(?!ール)|オフボーカル|纯音乐|純音樂|off\s?vocal/u,
  },
  piano: {
    class: 'other',
    words: 'piano|пианино|фортепиано|klavier',
    hangul: /^피아노|피아노$/u,
    eastAsian: /ピアノ|钢琴|鋼琴/u,
  },
  guitar: {
    class: 'other',
    words:
      'guitar|fingerstyle|drum cover|bass cover|violin|cello|ukulele|kalimba|flute|saxophone|sax|guitarra|guitare|гитара|на гитаре|drumless',
    hangul: /^기타커버|기타연주$|^통기타/u,
    eastAsian: /ギター弾き語り|ドラム叩/u,
  },
  musicBox: {
    class: 'other',
    words: 'music box|orgel|lullaby|8 bit|8bit|16 bit|midi|chiptune',
    hangul: /^오르골|오르골$/u,
    eastAsian: /オルゴール/u,
  },
  reaction: {
    class: 'other',
    words: 'reaction|reactions|reacts|react|reacting|реакция|reaccion|reaccionando|reagindo|first time hearing',
    hangul: /^리액션|리액션$|^반응영상/u,
    eastAsian: /リアクション|反応/u,
  },
  tutorial: {
    class: 'other',
    words:
      'tutorial|tutorials|lesson|lessons|how to play|mirrored|chords|tabs|easy version|разбор|как играть|tutoriel|cours de',
    hangul: /^강좌|강좌$|^레슨|배우기$|^거울모드/u,
    eastAsian: /講座|レッスン|教学|教學/u,
  },
  tribute: {
    class: 'other',
    words:
      'tribute|in the style of|made famous by|originally performed by|as made famous|impersonation|ai cover|tributo|as popularized by|ai version|deepfake',
    hangul: /^헌정|모창|^ai커버/u,
  },
  parody: {
    class: 'other',
    words: 'parody|spoof|parodia|parodie|пародия',
    hangul: /^패러디|패러디$/u,
    eastAsian: /パロディ|替え歌/u,
  },
  behind: {
    class: 'other',
    words:
      'behind|behind the scenes|bts sketch|making|making film|making of|sketch|interview|vlog|documentary|jacket making|recording film|recording behind|making of mv|bloopers|entrevista|интервью|за кадром|backstage',
    hangul: /^비하인드|비하인드$|^메이킹|메이킹$|^인터뷰|^브이로그|촬영현장$|^현장스케치|^촬영장|^뒷이야기|^자켓/u,
    eastAsian: /メイキング|ビハインド|インタビュー|花絮/u,
  },
  teaser: {
    class: 'other',
    words: 'teaser|trailer|preview|highlight medley|snippet|spoiler|тизер|трейлер|concept film|mood sampler',
    hangul: /^티저|티저$|^예고|예고편?$|^미리듣기|^하이라이트|^컨셉|무드샘플러$/u,
    eastAsian: /予告|ティザー|预告|預告/u,
  },
  medley: {
    class: 'other',
    words:
      'medley|mashup|mash up|megamix|full album|playlist|compilation|greatest hits|попурри|мэшап|medle|album completo|mega mix|nonstop|non stop',
    hangul: /^메들리|메들리$|^매시업|^전곡|모음$|모음집$|^플레이리스트/u,
    eastAsian: /メドレー|マッシュアップ|串烧/u,
  },
  shorts: {
    class: 'other',
    words: 'shorts|short ver|tiktok|challenge|whatsapp status|status video|ringtone',
    hangul: /^쇼츠|^챌린지|챌린지$|^벨소리/u,
    eastAsian: /ショート|手机铃声|着うた/u,
  },
  spedUp: {
    class: 'variant',
    words:
      'sped up|spedup|speed up|speedup|sped|speed|fast version|chipmunk|pitched up|ускоренная|ускоренно|ускорено|speed songs|acelerada|acelerado|ускоренная версия',
    hangul: /^스페드업|^스피드업|^배속|배속$|^빠른버전/u,
    eastAsian: /倍速|高速|スピードアップ/u,
  },
  nightcore: {
    class: 'variant',
    words: 'nightcore|night core|daycore|найткор',
    hangul: /^나이트코어/u,
    eastAsian: /ナイトコア/u,
  },
  slowed: {
    class: 'variant',
    words:
      'slowed|slowed down|slow version|slow ver|chopped screwed|замедленная|замедленно|замедлено|desacelerada|super slowed|ultra slowed|slowed n reverb',
    hangul: /^슬로우드|^느린버전|^느리게/u,
    eastAsian: /スロー/u,
  },
  reverb: { class: 'variant', words: 'reverb|reverbed', hangul: /^리버브/u, eastAsian: /リバーブ/u },
  spatial: {
    class: 'variant',
    words: '8d|8d audio|16d|3d|3d audio|9d|360|bass boosted|bassboosted|432hz',
    hangul: /^입체음향|^이어폰필수/u,
    eastAsian: /立体音響/u,
  },
  loop: {
    class: 'variant',
    words: 'loop|looped|on repeat|extended',
    hangul: /^반복|무한반복$/u,
    eastAsian: /作業用|耐久|リピート/u,
  },
  remix: {
    class: 'variant',
    words:
      'remix|remixed|remixes|rmx|bootleg|flip|lofi|lo fi|club mix|dj set|edm ver|remixe|ремикс|remixado|phonk|drift phonk|brazilian phonk|фонк|hardstyle|hard techno|techno|dubstep|drum and bass|drum bass|dnb|jersey club|amapiano|eurodance|tekk|hardtekk|nu disco|deep house|afro house|slap house|tech house|house remix|trap remix|dance remix|extended mix|club edit|festival mix|vip mix|bachata version|reggaeton version|cumbia version|80s version|80s remix|rework|reworked|refix',
    hangul: /^리믹스|리믹스$|^로파이|^폰크|^뽕짝|뽕짝$/u,
    eastAsian: /リミックス|混音|フォンク/u,
  },
  live: {
    class: 'variant',
    words:
      'live|live clip|live performance|concert|fancam|fan cam|focus cam|encore|rehearsal|busking|showcase|unplugged|live session|inkigayo|mcountdown|m countdown|music bank|show champion|en vivo|en directo|ao vivo|dal vivo|en concert|en concierto|in concerto|canli|na zywo|zivo|uzivo|живое|вживую|живьем|концерт|с концерта|лайв|stage mix|stagemix|comeback stage|relay dance|the first take|first take|killing voice|be original|studio choom|tiny desk|tiny desk concert|colors show|a colors show|a colors studio|dingo|dingo music|mtv unplugged|live lounge|vevo lift|vevo lift off|vevo dscvr|audiotree|kexp|its live|show music core|music core|seezn|lyric live|band live|halftime show|vocal live|facecam|face cam|multi cam|cheer guide|fanchant|fan chant|fanchants',
    hangul:
      /^라이브|(?<!드)라이브$|^직캠|직캠$|^콘서트|콘서트$|^앵콜|^앙코르|^버스킹|^리허설|^무대|무대$|^공연|공연$|^뮤직뱅크|^인기가요|^음악중심|^엠카운트다운|^불후의명곡|^유희열|^킬링보이스|^킬링벌스|^쇼케이스|쇼케이스$|(?<!촬영)현장$|^스테이지|스테이지$|^릴레이댄스|^교차편집|^응원법|^스튜디오춤|^음중$|^인가$|^쇼챔|^더쇼|^스케치북|^열린음악회|^가요대전|^가요대축제|^가요무대|^복면가왕|^나는가수다|^비긴어게인|^페스티벌|페스티벌$|^딩고|^세로라이브|^온더스테이지|^페이스캠|^팬캠|^풀캠|^가로직캠|^세로직캠|^입덕직캠|^얼빡직캠/u,
    eastAsian:
      /(?<![ドアフ])ライブ|ライヴ|生歌|コンサート|现场|現場|演唱会|演唱會|弾き語り|一発撮り|ワンマン|ツアー|直拍|翻跳|饭拍|飯拍/u,
  },
  acoustic: {
    class: 'variant',
    words:
      'acoustic|stripped|a cappella|acapella|acappella|vocals only|vocal only|orchestra|orchestral|symphonic|string ver|band ver|rock ver|jazz ver|acustico|acustica|acoustique|akustik|akustisch|acustic|акустика|акустическая|акустическая версия|unplugged version|string version|choir version|stripped version|stripped down|a capella|acappela|isolated vocals|orchester|оркестр',
    hangul: /^어쿠스틱|어쿠스틱$|^아카펠라|^오케스트라|^밴드버전|^통기타버전/u,
    eastAsian: /アコースティック|アコギ|アカペラ|オーケストラ/u,
  },
  dance: {
    class: 'variant',
    words:
      'dance practice|dance ver|dance version|dance video|practice|practice video|choreography|choreo|choreography video|moving ver|fix ver|eye contact ver|performance video ver|choreo ver|mirror mode|танец|coreografia|choreographie|dance challenge',
    hangul: /^안무|안무$|^연습|연습$|^댄스|댄스$|^퍼포먼스연습|^릴레이댄스/u,
    eastAsian: /ダンス|振り?付け?|練習|练习|舞蹈/u,
  },
  demo: {
    class: 'variant',
    words: 'demo|demo ver|early version|rough mix|guide ver|демо|maqueta',
    hangul: /^데모|데모$|^가이드버전/u,
    eastAsian: /デモ(?!ン)/u,
  },
  language: {
    class: 'variant',
    words: ['english', 'korean', 'japanese', 'chinese', 'mandarin', 'spanish', 'french', 'german']
      .flatMap(language => [`${language} ver`, `${language} version`])
      .join('|'),
    hangul: /^(영어|일본어|중국어|한국어)(버전|ver)$/u,
    eastAsian: /(英語|韓国語|日本語|中国語)(版|バージョン|ver)/u,
  },
  unnamed: {
    class: 'variant',
    words: 'mix|edit|ver|version|versione|versao|verze|версия|alt ver',
    hangul: /^버전$|버전$/u,
    eastAsian: /バージョン/u,
  },
}

const spelled = new Map<string, string>()
for (const [name, { words: spellings = '' }] of Object.entries(versions))
  for (const spelling of spellings.split('|')) if (spelling !== '') spelled.set(spelling.replaceAll(' ', ''), name)

const longestSpelling = 4
/** Before `version` and the like they mean the recording itself. */
export const sameRecording: ReadonlySet<string> = new Set([
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
    const name = spelled.get(joined) ?? (hours.test(joined) ? 'loop' : undefined)
    if (name === 'unnamed' && sameRecording.has(words[from - 1] ?? '')) continue
    if (name !== undefined) return { name, class: versions[name]!.class, from, to }
  }
  const word = words[from]!
  const entry = Object.entries(versions).find(
    ([, { hangul, eastAsian }]) => hangul?.test(word) || eastAsian?.test(word),
  )
  return entry && { name: entry[0], class: entry[1].class, from, to: from + 1 }
}
