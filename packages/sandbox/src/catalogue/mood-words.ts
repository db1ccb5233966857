import type { Mood } from './catalogue.js'

/** The words by which listeners name a mood, in Korean, English and Japanese. Latin words start at a word boundary. */
const words: Record<Mood, RegExp> = {
  rain: /비 ?[오온올]|비 ?내리|(^|\s)비[가도는]?(\s|$)|빗|장마|우산|소나기|\brain|\bstorm|\bumbrella|雨|梅雨/i,
  night: /밤|새벽|야경|심야|\bnight|\bmidnight|\blate\b|夜/i,
  drive: /드라이브|운전|고속도로|차 ?안|\bdriv|\broad|\bhighway|ドライブ/i,
  summer: /여름|더운|더위|휴가|\bsummer|\bheat|夏/i,
  winter: /겨울|눈 ?오|눈 ?내리|첫눈|크리스마스|성탄|추운|\bwinter|\bsnow|\bchristmas|冬|雪|クリスマス/i,
  spring: /봄|벚꽃|꽃|\bspring|blossom|春|桜/i,
  autumn: /가을|단풍|낙엽|\bautumn|\bfoliage|秋|紅葉/i,
  morning: /아침|출근|기상|모닝|등교|햇살|\bmorning|\bwak|\bsunrise|\bcommut|朝/i,
  breakup: /이별|헤어[지진졌]|차였|전 ?남친|전 ?여친|\bbreak ?up|\bbroke up|\bheartbr|失恋|別れ/i,
  love: /사랑|고백|연애|썸|데이트|설레|결혼|\blove|\bdate|\bcrush|\bwedding|恋|愛|デート/i,
  longing: /그리[운워움]|보고 ?싶|\bmiss(ing)?\b|\blonging|会いたい|恋しい/i,
  comfort: /위로|지[친쳐치]|힘든|힘들|퇴근|괜찮|우울|스트레스|\btired|\bcomfort|\bstress|\bhard day|\bexhaust|癒|疲れ/i,
  hope: /희망|시작|도전|응원|면접|힘내|\bhope|\bnew start|\bcheer|応援|希望/i,
  study: /공부|시험|집중|독서|책|코딩|과제|도서관|\bstud|\bfocus|\bcod(e|ing)|\bread|\bwork\b|\bhomework|勉強|集中/i,
  workout: /운동|헬스|러닝|달리|조깅|등산|\bwork ?out|\bgym|\brun|\bjog|筋トレ|ランニング|走/i,
  party: /파티|신나|축제|클럽|회식|생일|불금|\bparty|\bclub|\bfestival|\bbirthday|パーティー|誕生日/i,
  travel: /여행|비행기|공항|기차|떠나|캠핑|\btravel|\btrip|\bflight|\btrain\b|\bcamping|旅/i,
  sea: /바다|해변|파도|제주|부산|여수|\bbeach|\bsea\b|\bocean|\bwaves?\b|海/i,
  city: /도시|서울|거리|지하철|골목|\bcity|\bdowntown|\bsubway|\bstreet|街|東京/i,
  cafe: /카페|커피|브런치|\bcaf[eé]|\bcoffee|\btea\b|カフェ|コーヒー/i,
  sleep: /잠|자기 ?전|불면|수면|침대|\bsleep|\bbed\b|\binsomnia|眠|寝/i,
  nostalgia: /추억|옛날|그 ?시절|학창|졸업|어릴|\bmemor|\bnostalg|\bold days|懐か|思い出/i,
  energy: /에너지|텐션|기운|\benerg|\bpump|\bhype|元気/i,
  calm: /조용|잔잔|차분|휴식|산책|여유|쉬는|쉬고|\bcalm|\bquiet|\brelax|\bchill|\bwalk|静か|散歩/i,
  sad: /슬[프픈퍼픔]|눈물|울고|울적|외로|혼자|\bsad|\bcry|\btears|\blonely|\balone|悲し|涙|寂し/i,
  fun: /재[밌미]|웃|즐거|친구|\bfun\b|\blaugh|\bfriend|楽し|友達/i,
  dream: /꿈|별빛|우주|달빛|상상|\bdream|\bstars?\b|\bmoon|夢|星/i,
  youth: /청춘|대학|학교|십대|스무|\byouth|\bschool|\bcollege|\bteen|青春/i,
}

/** What a mood suggests beside itself: weaker than a word that was said. */
const implied: Partial<Record<Mood, Mood[]>> = {
  rain: ['longing', 'calm', 'cafe'],
  drive: ['city', 'energy'],
  breakup: ['sad', 'longing'],
  comfort: ['calm', 'hope'],
  study: ['calm', 'cafe', 'morning'],
  workout: ['energy', 'party'],
  party: ['fun', 'energy'],
  travel: ['hope', 'drive', 'dream'],
  sea: ['summer', 'calm'],
  cafe: ['calm'],
  sleep: ['calm', 'night', 'comfort'],
  sad: ['comfort', 'longing'],
  morning: ['hope', 'fun'],
  longing: ['nostalgia'],
  fun: ['party'],
}

/**
 * How strongly each mood speaks out of a text: 1 for one that is named, 0.4 for one that follows from it. In order of
 * appearance.
 */
export const moodsOfText = (text: string): Map<Mood, number> => {
  const named = (Object.entries(words) as [Mood, RegExp][])
    .map(([mood, pattern]) => ({ mood, at: text.search(pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
  const weights = new Map<Mood, number>(named.map(({ mood }) => [mood, 1]))
  for (const { mood } of named)
    for (const other of implied[mood] ?? []) if (!weights.has(other)) weights.set(other, 0.4)
  return weights
}
