interface Wanted {
  readonly singer: string
  readonly song: string
}

interface Candidate {
  /** As `search.list` sends it: with HTML entities. */
  readonly title: string
  readonly channel: string
}

/** Versions that nobody means who asks for a song, unless its own title says so. */
const otherVersions =
  /\b(cover(ed)?|karaoke|reaction|instrumental|inst|mr|tutorial|lesson|remix|nightcore|sped up|slowed|8d|1 ?hour|live|fancam|parody|medley|teaser|trailer|shorts?)\b|커버|노래방|반주|리액션|리믹스|직캠|라이브|1시간|티저|예고|메들리|カラオケ|歌ってみた|弾いてみた/giu

/**
 * The place of the best candidate, or undefined when none is the song that was asked for. Order counts as the vendor's own opinion, so
 * that of two equals the first wins.
 */
export const pickVideo = ({ singer, song }: Wanted, candidates: readonly Candidate[]): number | undefined => {
  const wantedSong = plain(song)
  const wantedSingers = [plain(singer), ...singer.split(/[,&/()]|\bfeat\.?\b|\bft\.?\b/i).map(plain)].filter(name => name.length > 1)
  const asked = versionsIn(`${singer} ${song}`)
  let best: number | undefined
  let bestScore = 0
  candidates.forEach(({ title, channel }, index) => {
    const text = decodeEntities(title)
    const titlePlain = plain(text)
    const channelPlain = plain(channel)
    let score = 0
    if (wantedSong !== '' && titlePlain.includes(wantedSong)) score += 6
    if (wantedSingers.some(name => titlePlain.includes(name))) score += 3
    if (wantedSingers.some(name => channelPlain.includes(name))) score += 2
    // Neither the song nor the singer: a stranger's video, however the vendor ranked it.
    if (score === 0) return
    if (/official|공식|뮤직비디오|\bm\/?v\b/i.test(text)) score += 1
    if (/- topic$|vevo$|1thek|official/i.test(channel)) score += 1
    for (const version of versionsIn(`${text} ${channel}`)) if (!asked.has(version)) score -= 4
    if (score > bestScore) {
      best = index
      bestScore = score
    }
  })
  return best
}

const versionsIn = (text: string): Set<string> => new Set(Array.from(text.toLowerCase().matchAll(otherVersions), ([match]) => match))

/** Letters and digits alone, so that spacing, punctuation, case and width do not hide a match. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
}

const decodeEntities = (text: string): string => text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => entities[name] ?? '')
