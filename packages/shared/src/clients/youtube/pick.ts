import { foldText } from '../../core/fold-text.js'
import { decodeEntities } from '../core/html-entities.js'
import { soundAlike } from './name-sounds.js'
import { joinWords, scriptsOf, type TitleWord, wordsOf } from './title-words.js'
import { findVersions, type NamedVersion, sameRecording } from './versions.js'

interface Wanted {
  readonly singer: string
  readonly song: string
}

/**
 * Texts as `search.list` sends them: with HTML entities. They are decoded here, where they are read, and nowhere else.
 */
interface Candidate {
  readonly title: string
  readonly channel: string
}

/** What labels and channels write around a song's title without saying more about the song. */
const noise: ReadonlySet<string> = new Set(
  (
    'official officially music video videos audio mv m v pv clip videoclip lyric lyrics lyrical visualizer visualiser hd hq uhd fhd 4k 8k 1080p 720p 60fps ' +
    'remaster remastered explicit performance eng sub subs kor letra letras oficial officiel officielle offiziell offizielles musikvideo youtube premium kpop flac ' +
    '공식 뮤직비디오 뮤비 가사 가사첨부 자막 음원 고음질 듣기 신곡 타이틀곡 퍼포먼스 公式 歌詞 歌词 動歌詞 動態歌詞 ミュージックビデオ ビデオ フル 官方 官方版 高音質 完整版'
  ).split(' '),
)
/** Of these, those that stand before the song without a dash between them. */
const leadingLabels: ReadonlySet<string> = new Set(
  'official officially mv v pv 공식 뮤직비디오 뮤비 公式 官方'.split(' '),
)
const channelNoise: ReadonlySet<string> = new Set(
  'topic vevo official channel tv music youtube ofc band artist 공식 채널 오피셜 オフィシャル チャンネル 公式 官方 頻道'.split(
    ' ',
  ),
)
/** Between names of singers. */
const joining: ReadonlySet<string> = new Set(
  'x and with vs feat ft featuring by y et und n 와 과 및 피처링 피쳐링'.split(' '),
)
/** What follows is a guest, a maker or a source, and no title. */
const leading: ReadonlySet<string> = new Set(
  'feat ft featuring with prod produced by from starring performed duet 피처링 피쳐링 프로듀싱'.split(' '),
)
/** Of these, those that mean it outside of brackets, too. */
const guests: ReadonlySet<string> = new Set(['feat', 'ft', 'featuring', 'prod', '피처링', '피쳐링'])
/** Whoever is named behind one of these made something of the song or sang it first, and does not sing here. */
const makers: ReadonlySet<string> = new Set(
  (
    'prod produced producer production remix remixed rmx written composed composer arranged directed mixed mastered originally popular popularized ' +
    'popularised famous inspired style tribute dedicated 프로듀싱 프로듀서 작곡 작사 편곡 원곡 муз сл'
  ).split(' '),
)
/** Behind one of these "by" names no singer. */
const credits: ReadonlySet<string> = new Set(['music', 'lyrics', 'lyric', 'words', 'audio'])
const performances: ReadonlySet<string> = new Set(['performed', 'sung', 'song', 'single', 'track'])
/** Whoever is named before one of these made it. */
const makings: ReadonlySet<string> = new Set(
  'remix rmx mix edit rework bootleg flip vip refix remake version ver cover tribute rendition 리믹스 버전'.split(' '),
)
/** A field that names a series or an album names no song. */
const collections: ReadonlySet<string> = new Set(['ost', 'soundtrack', 'episode', 'ep'])
const partWords: ReadonlySet<string> = new Set(
  'part pt interlude intro outro reprise skit prelude chapter vol episode'.split(' '),
)
/** Of these, those that make it another recording; a volume or a chapter may be the album's. */
const pieces: ReadonlySet<string> = new Set('part pt interlude intro outro reprise skit prelude'.split(' '))

const isYear = (word: string) => /^(19|20)\d\d$/.test(word)
const isNoise = (word: string) => noise.has(word)

interface Span {
  readonly from: number
  /** The place after the last word. */
  readonly to: number
}

interface Form {
  readonly key: string
  /** Whether accents upon Latin letters count. */
  readonly isExact: boolean
}

/**
 * The places of all candidates that can be the song, best first; of equals the vendor's first. A candidate has to name
 * the song, with nothing added to its title, and the singer. A title in another script is not known to be wrong, one in
 * the same script is another song. A singer's name in another script is the singer's where it sounds alike, or beside a
 * title in the singer's own script; otherwise it is somebody else's.
 */
export const rankVideos = (wanted: Wanted, candidates: readonly Candidate[]): number[] => {
  const asked = readWanted(wanted)
  return candidates
    .map((candidate, place) => ({ place, value: worthOf(asked, candidate) }))
    .filter(({ value }) => value !== undefined)
    .sort((a, b) => b.value! - a.value! || a.place - b.place)
    .map(({ place }) => place)
}

/** The place of the best candidate, or undefined when none is the song that was asked for. */
export const pickVideo = (wanted: Wanted, candidates: readonly Candidate[]): number | undefined =>
  rankVideos(wanted, candidates)[0]

interface Asked {
  readonly songs: readonly Form[]
  readonly singers: ReadonlySet<string>
  /** Versions that the song's name says beside the song. */
  readonly versions: ReadonlySet<string>
  /** Versions of which the song's name itself speaks. */
  readonly namesake: ReadonlySet<string>
  /** Of names that are made of signs alone. */
  readonly signs: { readonly song: string | undefined; readonly singer: string | undefined }
  readonly songScripts: ReturnType<typeof scriptsOf>
  readonly singerScripts: ReturnType<typeof scriptsOf>
  /** The song's name says what others' titles say beside the song: Music, Live, Piano. */
  readonly isGeneric: boolean
  readonly isSelfTitled: boolean
}

const readWanted = ({ singer, song }: Wanted): Asked => {
  const songWords = withoutGuests(wordsOf(song))
  const singerWords = wordsOf(singer)
  const songs = songForms(songWords)
  const singers = singerForms(singerWords)
  const isGeneric =
    songWords.length > 0 &&
    songWords.every((word, at) => isNoise(word.text) || versionsIn(songWords).some(version => covers(version, at)))
  return {
    songs,
    singers,
    signs: { song: signsOf(song, songWords), singer: signsOf(singer, singerWords) },
    songScripts: scriptsOf(join(songWords)),
    singerScripts: scriptsOf(join(singerWords)),
    versions: new Set([...(isGeneric ? [] : labelsIn(songWords)), ...versionsIn(singerWords)].map(({ name }) => name)),
    namesake: new Set(versionsIn(songWords).map(({ name }) => name)),
    isGeneric,
    isSelfTitled: songs.some(({ key }) => isSinger(singers, key)),
  }
}

const isSinger = (singers: ReadonlySet<string>, name: string): boolean =>
  singers.has(name) || (name.length <= longestSounds && [...singers].some(singer => soundAlike(singer, name)))

/**
 * What a song's name says of its version: behind a dash, in brackets, or last. The rest is its title: Live and Let Die.
 */
const labelsIn = (words: readonly TitleWord[]): NamedVersion[] =>
  versionsIn(words).filter(({ from, to }) => {
    const isApart = words.slice(1, from + 1).some(({ gap }) => gap === 'hard') || words[from]!.bracket > 0
    return isApart || to === words.length
  })

const join = (words: readonly TitleWord[]): string => joinWords(words, 'text')
const joinBare = (words: readonly TitleWord[]): string => joinWords(words, 'bare')

const signsOf = (name: string, words: readonly TitleWord[]): string | undefined =>
  words.length > 0 ? undefined : foldText(name).replace(/\s+/gu, '') || undefined

/** Without `feat. …`, in brackets or to the end. */
const withoutGuests = (words: readonly TitleWord[]): TitleWord[] => words.filter((_, at) => !isGuest(words, at))

/** Whether a word belongs to a clause that names a guest, a maker or a source. */
const isGuest = (words: readonly TitleWord[], at: number): boolean => {
  const { bracket } = words[at]!
  for (let before = at; before >= 0; before--) {
    const word = words[before]!
    if (word.bracket !== bracket) return false
    if ((bracket > 0 && isFirstIn(words, before) && leading.has(word.text)) || guests.has(word.text)) return before > 0
    if (word.gap === 'hard' && bracket === 0) return false
  }
  return false
}

const isFirstIn = (words: readonly TitleWord[], at: number): boolean =>
  at === 0 || words[at - 1]!.bracket !== words[at]!.bracket

/**
 * The ways to write the song's name that mean this song: as it is, without what stands in brackets, or what stands
 * there in another script.
 */
const songForms = (words: readonly TitleWord[]): Form[] => {
  const forms: Form[] = [
    { key: join(words), isExact: true },
    { key: joinBare(words), isExact: false },
  ]
  for (const fields of [bracketsApart(words), fieldsApart(words)]) {
    const [base, ...others] = fields
    if (!base || others.length === 0 || base.length === 0) continue
    const scripts = scriptsOf(join(base))
    for (const field of others) {
      const inOtherScript = scriptsOf(join(field)).size > 0 && isDisjoint(scriptsOf(join(field)), scripts)
      if (inOtherScript && versionsIn(field).length === 0 && !field.every(({ text }) => isNoise(text)))
        forms.push({ key: join(field), isExact: false })
    }
    const addsNothing = others.flat().every(({ text }) => isNoise(text) || isYear(text))
    const isAnotherPart = others.flat().some(({ text }) => partWords.has(text) || (/^\d+$/.test(text) && !isYear(text)))
    const isLabel = others.every(
      field => versionsIn(field).length > 0 || field.every(({ text }) => isNoise(text) || isYear(text)),
    )
    if (!isAnotherPart && (isLabel || others.every(field => field[0]!.bracket > 0))) {
      forms.push({ key: join(base), isExact: addsNothing }, { key: joinBare(base), isExact: false })
    }
  }
  return forms.filter(({ key }) => key !== '')
}

/** What stands outside of brackets, then each bracket. */
const bracketsApart = (words: readonly TitleWord[]): TitleWord[][] => {
  const inside = [...new Set(words.map(({ bracket }) => bracket))].filter(bracket => bracket > 0)
  return [
    words.filter(({ bracket }) => bracket === 0),
    ...inside.map(number => words.filter(({ bracket }) => bracket === number)),
  ]
}

/** What stands between dashes and the like. */
const fieldsApart = (words: readonly TitleWord[]): TitleWord[][] => {
  const fields: TitleWord[][] = []
  for (const word of words) {
    if (word.gap === 'hard' || fields.length === 0) fields.push([])
    fields.at(-1)!.push(word)
  }
  return fields
}

/** The whole name, and each of several singers; one in brackets is another spelling of the one before. */
const singerForms = (words: readonly TitleWord[]): ReadonlySet<string> => {
  const parts: TitleWord[][] = [[]]
  for (const [at, word] of words.entries()) {
    const joins = at > 0 && joining.has(word.text) && at < words.length - 1
    const begins = at > 0 && (word.gap === 'hard' || word.gap === 'list' || word.bracket !== words[at - 1]!.bracket)
    if (begins || joins) parts.push([])
    if (!joins) parts.at(-1)!.push(word)
  }
  const whole = joinBare(words)
  // Channels run names together: SimonGarfunkelVEVO.
  const runTogether = words
    .filter(({ text }) => text !== 'and')
    .map(({ bare }) => bare)
    .join('')
  const names = [whole, runTogether, ...parts.map(joinBare).filter(name => [...name].length > 1)]
  return new Set(names.flatMap(name => [name, name.replace(/^the(?=.{3})/, '')]).filter(Boolean))
}

const isDisjoint = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => ![...a].some(one => b.has(one))

/** Versions that a title names, field by field: a spelling does not go across a dash or a bracket. */
const versionsIn = (words: readonly TitleWord[]): NamedVersion[] => {
  const found: NamedVersion[] = []
  for (let from = 0; from < words.length; ) {
    let to = from + 1
    while (to < words.length && words[to]!.gap !== 'hard') to++
    for (const version of findVersions(words.slice(from, to).map(({ bare }) => bare)))
      found.push({ ...version, from: version.from + from, to: version.to + from })
    from = to
  }
  return found
}

const longestSpan = 24
const longestSounds = 40
/** YouTube's titles have 100 characters, each of which could be an entity. */
const longestText = 1_000
/** Shorter ones are songs of many. */
const shortestRareTitle = 3

const spansOf = (words: readonly TitleWord[], fits: (part: readonly TitleWord[]) => boolean): Span[] => {
  const found: Span[] = []
  for (let from = 0; from < words.length; from++)
    for (let to = from + 1; to <= Math.min(words.length, from + longestSpan); to++)
      if (fits(words.slice(from, to))) found.push({ from, to })
  return found
}

const covers = (span: Span, at: number): boolean => at >= span.from && at < span.to
const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

/** How much a candidate is worth; undefined when it is not the song. */
const worthOf = (asked: Asked, candidate: Candidate): number | undefined => {
  const title = decodeEntities(candidate.title.slice(0, longestText))
  const channel = decodeEntities(candidate.channel.slice(0, longestText))
  const words = wordsOf(title)
  const labels = versionsIn(words)
  const isLabel = (at: number) => isNoise(words[at]!.text) || labels.some(label => covers(label, at))

  const possibleSingers = spansOf(words, part => isSinger(asked.singers, joinBare(part)))
  const possibleSongs = asked.songs.flatMap(form =>
    spansOf(words, part => join(part) === form.key || (!form.isExact && joinBare(part) === form.key)).map(span => ({
      ...span,
      isExact: form.isExact,
    })),
  )

  /** Whether a label directly beside the song is one, and not a word of its title: Live Wire, Music Box, Love Music. */
  const isLabelBeside = (at: number, step: -1 | 1): boolean =>
    step < 0
      ? leadingLabels.has(words[at]!.text)
      : words[at]!.text !== 'music' || /^videos?$/.test(words[at + 1]?.text ?? '')

  /** Whether nothing beside the span makes a longer name of it. `step` -1 looks before it, 1 behind it. */
  const endsAt = (span: Span, step: -1 | 1, isOfSinger: boolean): boolean => {
    const at = step < 0 ? span.from - 1 : span.to
    if (at < 0 || at >= words.length) return true
    const { gap } = words[step < 0 ? span.from : at]!
    if (gap === 'hard' || (gap === 'list' && isOfSinger)) return true
    const { text } = words[at]!
    const beside = (isOfSinger ? possibleSongs : possibleSingers).some(
      other => covers(other, at) && !overlap(other, span),
    )
    if (beside && (isOfSinger || gap !== 'list')) return true
    if (isLabel(at) && (isOfSinger || isLabelBeside(at, step))) return true
    if (isOfSinger ? joining.has(text) : text === 'by' || (step > 0 && guests.has(text))) return true
    const edge = words[step < 0 ? span.from : span.to - 1]!.text
    const [inner, outer] = [scriptsOf(edge), scriptsOf(text)]
    return gap === 'soft' && inner.size > 0 && outer.size > 0 && isDisjoint(inner, outer)
  }
  const isBounded = (span: Span, isOfSinger: boolean) => endsAt(span, -1, isOfSinger) && endsAt(span, 1, isOfSinger)

  /** The words between the same brackets, or between the same dashes. */
  const fieldOf = (at: number): number[] => {
    let [from, to] = [at, at + 1]
    while (from > 0 && words[from]!.gap !== 'hard') from--
    while (to < words.length && words[to]!.gap !== 'hard') to++
    return Array.from({ length: to - from }, (_, n) => from + n)
  }
  /** Whether the singer is named for what was made of the song, or for having sung it first. */
  const isMaker = (span: Span): boolean => {
    const field = fieldOf(span.from)
    const isSong = (at: number) => possibleSongs.some(one => covers(one, at) && !overlap(one, span))
    const before = field.filter(at => at < span.from && !isSong(at))
    if (before.some(at => makers.has(words[at]!.text))) return true
    const by = before.findLast(at => words[at]!.text === 'by')
    if (by !== undefined && field.includes(by - 1) && !isSong(by - 1)) {
      const { text } = words[by - 1]!
      if (credits.has(text) || !(isLabel(by - 1) || performances.has(text))) return true
    }
    const behind = field.filter(at => at >= span.to)
    const making = behind.find(at => makings.has(words[at]!.text) && !isSong(at))
    if (making === undefined) return false
    return words[span.from]!.bracket > 0 || behind.every(at => at >= making || isLabel(at))
  }

  /** What stands in brackets is the song where nothing else is, or where a title in another script stands before it. */
  const isTitleInBrackets = (span: Span): boolean => {
    const { bracket } = words[span.from]!
    const singerIn = (field: readonly number[]) =>
      field.filter(at => possibleSingers.some(one => covers(one, at) && !overlap(one, span)))
    const saysMore = (at: number) => {
      if (!/\p{L}/u.test(words[at]!.text) || isLabel(at) || isGuest(words, at)) return false
      // Directly beside the singer stands the singer's name in another script: 周杰倫 Jay Chou【晴天】.
      return singerIn(fieldOf(at)).every(
        one => one !== at && !isDisjoint(scriptsOf(words[one]!.text), scriptsOf(words[at]!.text)),
      )
    }
    if (!words.some((word, at) => word.bracket === 0 && saysMore(at) && !joining.has(word.text))) return true
    const title = fieldOf(words.findIndex(word => word.bracket === bracket) - 1).filter(saysMore)
    const scripts = scriptsOf(join(words.slice(span.from, span.to)))
    return title.length > 0 && title.every(at => isDisjoint(scriptsOf(words[at]!.text), scripts))
  }
  /**
   * A label directly before the brackets that hold the song, in another script, and of what the song's name speaks:
   * Karaoke(노래방에서).
   */
  const isTranslatedBy = (label: NamedVersion, span: Span): boolean =>
    asked.namesake.has(label.name) &&
    label.to === span.from &&
    words[span.from]!.bracket > 0 &&
    words[label.from]!.bracket === 0 &&
    words[label.from]!.gap === 'hard' &&
    isDisjoint(scriptsOf(join(words.slice(label.from, label.to))), scriptsOf(join(words.slice(span.from, span.to))))

  const namesSong = (span: Span): boolean => {
    if (!isBounded(span, false) || isGuest(words, span.from)) return false
    const field = fieldOf(span.from)
    const others = field.filter(at => !covers(span, at))
    const inBracket = words[span.from]!.bracket > 0 && words[span.from]!.bracket === words[span.to - 1]!.bracket
    if (others.some(at => collections.has(words[at]!.text))) return false
    if (inBracket && (others.some(at => labels.some(label => covers(label, at))) || !isTitleInBrackets(span)))
      return false
    if (labels.some(label => isTranslatedBy(label, span))) return true
    // "Official Music Video" names no song called Music, and "(Live)" none called Live.
    return (
      !asked.isGeneric ||
      (!inBracket && others.every(at => possibleSingers.some(singer => covers(singer, at) && !overlap(singer, span))))
    )
  }

  const song = possibleSongs.filter(namesSong).sort((a, b) => Number(b.isExact) - Number(a.isExact))[0]
  const singing = possibleSingers.filter(span => isBounded(span, true) && !(song && overlap(span, song)))
  const singers = singing.filter(span => !isMaker(span))
  const ownChannel = isChannelOf(asked, channel)

  /** What the title says beyond the song, the singer and what both are labelled with. */
  const rest = words.flatMap((word, at) => {
    const isKnown =
      isLabel(at) ||
      joining.has(word.text) ||
      (song !== undefined && covers(song, at)) ||
      singers.some(span => covers(span, at)) ||
      (isGuest(words, at) && !singing.some(span => covers(span, at)))
    return isKnown || !/\p{L}/u.test(word.text) ? [] : [{ ...word, at }]
  })
  const contradicts = (texts: readonly string[], scripts: ReturnType<typeof scriptsOf>) =>
    scripts.size === 0 || texts.some(text => !isDisjoint(scriptsOf(text), scripts))
  const isPlain = rest.every(({ bracket }) => bracket > 0)

  // Signs are the song only where nothing else can be, and a singer only where nobody else can be.
  const signs = signTokens(title)
  const isTitledBySigns =
    asked.signs.song !== undefined &&
    signs.length === 1 &&
    signs[0] === asked.signs.song &&
    words.every(
      ({ text }, at) =>
        isLabel(at) ||
        isYear(text) ||
        singers.some(span => covers(span, at)) ||
        isAlias(words, at, singers) ||
        isGuest(words, at),
    )
  const isSungBySigns =
    asked.signs.singer !== undefined &&
    signs.includes(asked.signs.singer) &&
    (isPlain || foldText(title).trim().startsWith(asked.signs.singer))
  const isNamed = singers.length > 0 || isSungBySigns

  if (!isNamed && !ownChannel) {
    // Either nobody knows whose it is, or it is somebody else's.
    const names = rest.length > 0 ? rest.map(({ text }) => text) : channelNames(channel)
    if (!song || names.length === 0 || contradicts(names, asked.singerScripts)) return undefined
    const name = join(words.slice(song.from, song.to))
    if (isDisjoint(scriptsOf(name), asked.singerScripts) || [...name].length < shortestRareTitle) return undefined
  }
  if (song && isAnotherPart(words, song)) return undefined
  // The singer's channel with what the singer made of somebody else's song.
  if (!isNamed && singing.length > 0 && !isPlain) return undefined
  if (song && !singers.length && asked.isSelfTitled && !isPlain) return undefined
  if (!song && !isTitledBySigns) {
    // Another name of the singer beside the one that was asked for says nothing about the song: IU(아이유).
    const texts = rest.filter(({ at }) => !isAlias(words, at, singers)).map(({ text }) => text)
    // The song's name that stands there as something else says that it is another song.
    if (possibleSongs.length > 0 || asked.signs.song !== undefined) return undefined
    if (texts.length === 0 || contradicts(texts, asked.songScripts)) return undefined
  }

  const isUnknownLabel = ({ at, bracket, text }: { at: number; bracket: number; text: string }, { from, to }: Span) =>
    bracket > 0 &&
    bracket !== words[from]!.bracket &&
    !isAlias(words, at, singers) &&
    !sameRecording.has(text) &&
    !sameRecording.has(words[at - 1]?.text ?? '') &&
    !isDisjoint(scriptsOf(text), scriptsOf(join(words.slice(from, to))))
  const isPart = (at: number) => (song !== undefined && covers(song, at)) || singers.some(span => covers(span, at))
  const versions = labels.filter(label => !isPart(label.from) && !(song && isTranslatedBy(label, song)))
  const channelVersions = ownChannel ? [] : versionsIn(wordsOf(channel))
  const unasked = [...versions, ...channelVersions].filter(({ name }) => !asked.versions.has(name))
  if (unasked.some(version => version.class === 'other')) return undefined
  const missing = [...asked.versions].filter(name => !labels.some(label => label.name === name)).length

  const isTitled = song !== undefined || isTitledBySigns
  // What brackets say in the song's own script is no translation, and may be a version that nobody has listed.
  const isOpen = song !== undefined && rest.some(word => isUnknownLabel(word, song))
  const tier = (isTitled ? 2 : 0) + (unasked.length === 0 ? 1 : 0)
  let score = isTitled ? (song?.isExact === false ? 5 : 6) : 1
  if (isNamed) score += 3
  if (isOpen) score -= 3
  if (ownChannel) score += 2
  if (/official|공식|뮤직비디오|\bm\/?v\b/iu.test(title)) score += 1
  if (/- topic$|vevo$|1thek|official/iu.test(channel)) score += 1
  return tier * 100 + score - 4 * unasked.length - 3 * missing
}

/** Whether brackets that hold nothing else say that it is another part or piece: Rain (Part II), Rain (Reprise). */
const isAnotherPart = (words: readonly TitleWord[], song: Span): boolean =>
  bracketsApart(words)
    .slice(1)
    .some(field => {
      const isOutside =
        field[0]!.bracket !== words[song.from]!.bracket && !words.slice(song.from, song.to).includes(field[0]!)
      const namesPart = field.some(({ text }) => pieces.has(text))
      return (
        isOutside &&
        namesPart &&
        field.every(({ text }) => partWords.has(text) || /^(?:\d+|[ivx]+|one|two|three)$/.test(text))
      )
    })

/** Whether the word stands directly beside the singer, in brackets or before those that hold the singer. */
const isAlias = (words: readonly TitleWord[], at: number, singers: readonly Span[]): boolean => {
  const { bracket } = words[at]!
  return singers.some(({ from, to }) => {
    if (bracket > 0) return to <= at && words.slice(to, at + 1).every(word => word.bracket === bracket)
    const inBracket = words[from]!.bracket > 0 && (from === 0 || words[from - 1]!.bracket === 0)
    return inBracket && at < from && words.slice(at + 1, from).every(word => word.gap !== 'hard' && word.bracket === 0)
  })
}

/** Runs of signs that stand free, but for those that part a title's fields. */
const signTokens = (text: string): string[] =>
  foldText(text)
    .split(/[\s()[\]{}【】「」『』"“”‘’']+/u)
    .filter(token => token !== '' && !/[\p{L}\p{N}]/u.test(token) && !/^[-‐-―|/_~:•·,.&]$/u.test(token))

const channelNames = (channel: string): string[] =>
  wordsOf(channel)
    .map(({ bare }) => bare)
    .filter(word => !channelNoise.has(word) && /\p{L}/u.test(word))

/** The singer's own channel: the name, and beside it nothing but what channels are called. */
const isChannelOf = ({ singers, signs }: Asked, channel: string): boolean => {
  if (signs.singer !== undefined && signTokens(channel)[0] === signs.singer) return true
  const words = wordsOf(channel)
  const isEdge = (at: number, gap: TitleWord['gap'] | undefined) =>
    at < 0 || at >= words.length || gap === 'hard' || channelNoise.has(words[at]!.bare)
  return spansOf(words, part => {
    const name = joinBare(part)
    return (
      isSinger(singers, name) ||
      singers.has(name.replace(/(vevo|official|channel|tv)$/, '')) ||
      singers.has(name.replace(/^official/, ''))
    )
  }).some(({ from, to }) => isEdge(from - 1, words[from]?.gap) && isEdge(to, words[to]?.gap))
}
