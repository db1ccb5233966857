import type { Mood } from '../../catalogue/catalogue.js'

export type WrittenLanguage = 'ko' | 'en' | 'ja'

/**
 * How one language speaks of a mood: `label` a keyword, `titles` of at most 15 characters, `texts` of at most 3 lines
 * and 50 characters.
 */
export interface MoodWords {
  label: string
  titles: string[]
  texts: string[]
}

/**
 * The language a text is written in: Hangul decides before kana, kana before Latin; a text without letters is Korean.
 */
export const languageOf = (text: string): WrittenLanguage =>
  /\p{sc=Hangul}/u.test(text)
    ? 'ko'
    : /[\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Han}]/u.test(text)
      ? 'ja'
      : /\p{L}/u.test(text)
        ? 'en'
        : 'ko'

export const playlistWords: Record<WrittenLanguage, Record<Mood, MoodWords>> = {
  ko: {
    rain: {
      label: '비',
      titles: ['빗소리 한 모금', '우산 속 플레이리스트', '창문에 맺힌 노래'],
      texts: [
        '빗소리에 볼륨 하나 더.\n젖은 마음은 노래가 말려 줄게요.',
        '오늘 비는 핑계예요.\n당신과 노래를 듣고 싶었거든요.',
      ],
    },
    night: {
      label: '밤',
      titles: ['밤이 길어서 좋은', '달이 고른 노래들', '불 끄고 들어요'],
      texts: [
        '세상이 음소거된 시간,\n이제 우리 노래만 켜 둘까요?',
        '잠은 조금 미뤄도 괜찮아요.\n이 밤은 다시 안 오니까.',
      ],
    },
    drive: {
      label: '드라이브',
      titles: ['신호는 전부 초록', '조수석은 노래에게', '목적지는 후렴'],
      texts: ['창문 반쯤 내리고\n후렴에서 살짝 속도 내기.', '길을 잃어도 좋아요.\n노래가 아직 남았으니까.'],
    },
    summer: {
      label: '여름',
      titles: ['여름을 통째로', '수박 한 입 소나타', '아이스크림이 녹기 전'],
      texts: ['선풍기 앞에서 아아아—\n그 여름의 목소리로.', '햇볕은 쨍쨍, 마음은 반짝.\n여름이 틀어 준 노래들.'],
    },
    winter: {
      label: '겨울',
      titles: ['첫눈 오면 재생', '귤 까먹는 노래', '코트 주머니 속 노래'],
      texts: ['손은 시려도 귀는 따뜻하게.\n겨울밤에 덮는 노래 이불.', '입김 한 번, 노래 한 곡.\n겨울이 조금 짧아져요.'],
    },
    spring: {
      label: '봄',
      titles: ['꽃길 재생 목록', '봄은 핑계고', '벚꽃보다 먼저'],
      texts: ['꽃이 피는 속도로 천천히,\n마음도 조금 열어 볼까요.', '봄바람이 셔플 버튼을 눌렀어요.'],
    },
    autumn: {
      label: '가을',
      titles: ['낙엽에게 배운 노래', '가을 타는 중입니다', '트렌치코트 재생'],
      texts: ['바스락, 마음 밟는 소리.\n가을은 원래 이렇게 들려요.', '쓸쓸한 게 아니라\n깊어지는 중이에요.'],
    },
    morning: {
      label: '아침',
      titles: ['오 분만 더, 한 곡만', '햇살 한 스푼', '출근길은 런웨이'],
      texts: ['알람 말고 노래로 깨는 아침.\n오늘은 당신 편이에요.', '커피보다 빠른 한 곡.\n자, 기지개부터 켜고!'],
    },
    breakup: {
      label: '이별',
      titles: ['잘 가, 내 노래는 두고', '눈물 환영 구간', '너 없는 재생 목록'],
      texts: ['오늘까지만 울기로 해요.\n다음 곡은 당신 거니까.', '괜찮은 척 안 해도 돼요.\n노래가 대신 울어 줄게요.'],
    },
    love: {
      label: '사랑',
      titles: ['심장이 박자를 놓쳐', '고백 직전의 노래', '너라는 후렴'],
      texts: ['심장이 자꾸 박자를 틀려요.\n아무래도 당신 때문이에요.', '말로 하면 떨리니까\n노래로 대신 보낼게요.'],
    },
    longing: {
      label: '그리움',
      titles: ['보고 싶다는 말 대신', '그리움 한 곡 반', '답장 없는 노래'],
      texts: ['보고 싶다는 말을\n멜로디로 접어 보냅니다.', '이름을 부르면 울까 봐\n노래를 불렀어요.'],
    },
    comfort: {
      label: '위로',
      titles: ['오늘도 수고한 너에게', '어깨 빌려드려요', '토닥토닥 열 곡'],
      texts: ['오늘 하루, 잘 버텼어요.\n이제 노래에 기대요.', '힘내라는 말 대신\n옆에 앉아 있을게요.'],
    },
    hope: {
      label: '희망',
      titles: ['내일이 먼저 웃을 때', '될 것 같은 느낌', '응원가는 작게'],
      texts: ['잘될 거예요, 아마 내일쯤.\n그때까지 이 노래로!', '넘어져도 후렴은 돌아와요.\n당신도 그럴 거예요.'],
    },
    study: {
      label: '집중',
      titles: ['집중력 대여 중', '책상 위의 파도', '딴생각 금지 구역'],
      texts: ['한 페이지에 한 곡씩.\n어느새 끝이 보일걸요?', '조용히 당신 편인 노래들.\n딴짓은 간주까지만!'],
    },
    workout: {
      label: '운동',
      titles: ['한 세트만 더!', '숨차도 후렴까지', '땀방울 비트'],
      texts: ['다리가 멈추기 전에\n비트가 먼저 뛰어요.', '포기는 이 곡 끝나고 해요.\n(다음 곡도 있어요)'],
    },
    party: {
      label: '파티',
      titles: ['오늘은 내가 디제이', '이웃님 미안해요', '불금은 셔플로'],
      texts: ['어깨가 먼저 대답하는 노래들.\n자, 볼륨 올릴게요!', '춤은 못 춰도 괜찮아요.\n조명이 다 알아서 해요.'],
    },
    travel: {
      label: '여행',
      titles: ['여권보다 이어폰', '창가 자리의 노래', '짐은 가볍게, 볼륨은 크게'],
      texts: ['출발 버튼은 재생 버튼.\n어디든 데려다줄게요.', '지도엔 없는 풍경이\n귓속에 펼쳐져요.'],
    },
    sea: {
      label: '바다',
      titles: ['파도가 부른 후렴', '바다를 주머니에', '짠내 나는 노래'],
      texts: ['파도는 반복 재생,\n마음은 저 멀리 둥실.', '소라껍데기 대신 이어폰.\n바다 소리 배달 왔어요.'],
    },
    city: {
      label: '도시',
      titles: ['네온사인 산책', '지하철 2호선의 노래', '빌딩 숲 산들바람'],
      texts: ['빌딩 불빛도 별이라 치고\n오늘은 천천히 걸어요.', '바쁜 도시 한가운데\n나만 아는 사운드트랙.'],
    },
    cafe: {
      label: '카페',
      titles: ['라테 위의 하트', '창가 자리 예약', '디카페인 멜로디'],
      texts: ['커피가 식는 줄도 모르게\n한 곡만 더, 한 곡만 더.', '단골 카페 사장님 몰래\n가져온 노래들이에요.'],
    },
    sleep: {
      label: '잠',
      titles: ['양 대신 노래 세기', '꿈나라 막차', '베개 밑 멜로디'],
      texts: ['눈은 감고 귀만 살짝 열어요.\n좋은 꿈은 다음 곡이에요.', '양 백 마리보다\n노래 몇 곡이 나아요.'],
    },
    nostalgia: {
      label: '추억',
      titles: ['그때 그 MP3', '추억 되감기', '졸업 앨범 뒷면'],
      texts: ['가사가 먼저 튀어나오면\n당신도 그 시절 사람.', '되감기 버튼을 꾹.\n그때의 우리가 웃고 있네요.'],
    },
    energy: {
      label: '에너지',
      titles: ['충전 100퍼센트', '심장에 부스터', '텐션 배달 왔어요'],
      texts: ['배터리 2퍼센트였던 당신,\n이 노래로 급속 충전!', '발끝이 먼저 시작해요.\n이제 못 말려요.'],
    },
    calm: {
      label: '여유',
      titles: ['느리게, 더 느리게', '마음의 낮은 볼륨', '산책하는 노래'],
      texts: ['숨 한 번 크게, 노래 한 곡.\n그거면 충분해요.', '아무것도 안 하는 시간에\n어울리는 배경음악.'],
    },
    sad: {
      label: '눈물',
      titles: ['울어도 되는 노래', '슬픔도 셔플 되나요', '눈물은 2절에서'],
      texts: ['다 울고 나면 배고플 거예요.\n그때까지 같이 있을게요.', '슬픈 날엔 슬픈 노래가 약.\n처방은 하루 열 곡.'],
    },
    fun: {
      label: '웃음',
      titles: ['웃음 버튼 재생', '배꼽 주의 구간', '친구야 볼륨 올려'],
      texts: ['입꼬리가 먼저 따라 불러요.\n오늘 기분은 맑음!', '별일 없어도 신나는 날.\n이유는 이 노래예요.'],
    },
    dream: {
      label: '꿈',
      titles: ['별 하나에 노래 하나', '우주까지 세 정거장', '꿈에서 들은 노래'],
      texts: ['눈을 감으면 천장이 열리고\n노래가 별처럼 쏟아져요.', '현실은 잠깐 꺼 두세요.\n이륙합니다.'],
    },
    youth: {
      label: '청춘',
      titles: ['청춘은 무한 재생', '운동장을 달리던 우리', '스무 살의 볼륨'],
      texts: ['서툴러서 더 빛나던 날들.\n오늘도 그중 하루예요.', '뛰어도 숨차지 않던 시절로\n한 곡 반 만에 도착.'],
    },
  },
  en: {
    rain: {
      label: 'rain',
      titles: ['Umbrella Tunes', 'Window & Rain', 'Soft Drizzle'],
      texts: ['Let the rain keep time.\nYou keep warm.', 'Puddles ahead.\nSing right through them.'],
    },
    night: {
      label: 'night',
      titles: ['Past Midnight', 'The Moon Said', 'Lights Off'],
      texts: ['The city is on mute.\nYour turn to play.', 'Sleep can wait\none more chorus.'],
    },
    drive: {
      label: 'drive',
      titles: ['All Green Now', 'Shotgun Songs', 'Windows Down'],
      texts: ['Half-open windows,\nfull-volume choruses.', 'Take the long way.\nThere is music left.'],
    },
    summer: {
      label: 'summer',
      titles: ['Popsicle Hours', 'Sunburnt Songs', 'July Forever'],
      texts: ['Bare feet, warm road,\none more refrain.', 'Sunscreen for the ears.\nReapply often.'],
    },
    winter: {
      label: 'winter',
      titles: ['Play It, Snow', 'Mitten Music', 'Cocoa Hours'],
      texts: ['Cold hands, warm ears.\nA blanket of songs.', 'One breath of frost,\none song to thaw.'],
    },
    spring: {
      label: 'spring',
      titles: ['In Full Bloom', 'Petal Season', 'Hello, April'],
      texts: ['Blossoms pressed shuffle.\nWalk slowly.', 'Something is budding.\nMaybe you.'],
    },
    autumn: {
      label: 'autumn',
      titles: ['Crisp Leaves', 'Sweater Songs', 'Amber Hour'],
      texts: ['Crunch, hum, sigh.\nThat is autumn.', 'Not lonely.\nJust golden.'],
    },
    morning: {
      label: 'morning',
      titles: ['Five More Songs', 'Sunny Side Up', 'Rise & Hum'],
      texts: ['Faster than coffee,\nkinder than alarms.', 'Stretch first.\nThen own the day.'],
    },
    breakup: {
      label: 'heartbreak',
      titles: ['Cry, Then Dance', 'Keep the Songs', 'Better Solo'],
      texts: ['Cry until track four.\nThen it is your turn.', 'You lost a heart.\nFound a chorus.'],
    },
    love: {
      label: 'love',
      titles: ['Skipped a Beat', 'You, the Chorus', 'Almost Kissed'],
      texts: ['My heart lost the beat.\nYou have it.', 'Too shy to say it?\nPress play.'],
    },
    longing: {
      label: 'longing',
      titles: ['Miss You Mix', 'Unsent Letters', 'Still Humming'],
      texts: ['Folded into melody:\nI miss you.', 'No reply needed.\nJust listen.'],
    },
    comfort: {
      label: 'comfort',
      titles: ['You Did Well', 'Borrow a Hug', 'Soft Landing'],
      texts: ['Long day, huh?\nLean on this one.', 'No pep talk.\nJust good company.'],
    },
    hope: {
      label: 'hope',
      titles: ['Better Tomorrow', 'Almost There', 'Tiny Victories'],
      texts: ['Tomorrow just winked.\nHum back.', 'Choruses come back.\nSo will you.'],
    },
    study: {
      label: 'focus',
      titles: ['Deep Focus', 'One More Page', 'Quiet Engines'],
      texts: ['One page, one song.\nLook, almost done.', 'Songs that whisper:\nyou can do it.'],
    },
    workout: {
      label: 'workout',
      titles: ['One More Rep', 'Sweat & Bass', 'Run It Back'],
      texts: ['Quit after this song.\n(There is a next one.)', 'Legs tired?\nLet the beat run.'],
    },
    party: {
      label: 'party',
      titles: ['Sorry, Neighbor', 'DJ for a Night', 'Shuffle Friday'],
      texts: ['Shoulders answer first.\nVolume up!', 'Can not dance?\nThe lights will help.'],
    },
    travel: {
      label: 'travel',
      titles: ['Window Seat', 'Pack Light', 'Gate 12 Songs'],
      texts: ['Press play to depart.\nNo passport needed.', 'Places no map has,\nright in your ears.'],
    },
    sea: {
      label: 'sea',
      titles: ['Salt & Chorus', 'Pocket Ocean', 'Wave on Repeat'],
      texts: ['Waves on repeat,\nheart adrift.', 'A seashell, delivered\nas a playlist.'],
    },
    city: {
      label: 'city',
      titles: ['Neon Stroll', 'Rooftop Radio', 'Last Subway'],
      texts: ['Call the windows stars\nand walk slowly.', 'A private soundtrack\nin a busy street.'],
    },
    cafe: {
      label: 'coffee',
      titles: ['Latte Heart', 'Corner Table', 'Decaf Melodies'],
      texts: ['Let the coffee go cold.\nOne more song.', 'Stolen gently from\nyour favourite cafe.'],
    },
    sleep: {
      label: 'sleep',
      titles: ['Counting Songs', 'Pillow Radio', 'Dream Express'],
      texts: ['Close your eyes.\nLeave one ear open.', 'Better than a hundred\nsleepy sheep.'],
    },
    nostalgia: {
      label: 'memories',
      titles: ['Rewind Me', 'Old Mixtape', 'Yearbook Songs'],
      texts: ['You still know the words.\nOf course you do.', 'Press rewind.\nThere we are, laughing.'],
    },
    energy: {
      label: 'energy',
      titles: ['Fully Charged', 'Turbo Heart', 'Volume: Yes'],
      texts: ['From two percent\nto unstoppable.', 'Toes start tapping.\nNo way back.'],
    },
    calm: {
      label: 'calm',
      titles: ['Slow, Slower', 'Low Tide Mind', 'Easy Does It'],
      texts: ['One deep breath,\none soft song.', 'Music for doing\nabsolutely nothing.'],
    },
    sad: {
      label: 'blue',
      titles: ['Blue Is a Color', 'Cry Room', 'Tears at Two'],
      texts: ['Sad songs are medicine.\nTake all of them.', 'Cry it out.\nWe brought snacks.'],
    },
    fun: {
      label: 'joy',
      titles: ['Giggle Button', 'Good Mood Club', 'Silly Grins'],
      texts: ['Smiles sing along first.\nForecast: sunny.', 'No reason to be happy?\nNow there is.'],
    },
    dream: {
      label: 'dreams',
      titles: ['Three Stops Up', 'Star Collector', 'Cloud Nine FM'],
      texts: ['The ceiling opens.\nSongs fall like stars.', 'Reality is paused.\nReady for take-off.'],
    },
    youth: {
      label: 'youth',
      titles: ['Always Nineteen', 'Run, Laugh, Run', 'Loud & Young'],
      texts: ['Clumsy, so it shone.\nToday counts too.', 'Back to when running\nnever hurt.'],
    },
  },
  ja: {
    rain: {
      label: '雨',
      titles: ['雨音プレイリスト', '傘の中のメロディ'],
      texts: ['雨は言い訳。\n一緒に聴きたかったんだ。'],
    },
    night: {
      label: '夜',
      titles: ['月が選んだ歌', '夜ふかしの理由'],
      texts: ['世界がミュートした時間、\nふたりの歌だけ灯そう。'],
    },
    drive: {
      label: 'ドライブ',
      titles: ['助手席に音楽を', '全部青信号'],
      texts: ['窓を少し開けて、\nサビで風になろう。'],
    },
    summer: {
      label: '夏',
      titles: ['夏をまるごと', 'アイスが溶ける前に'],
      texts: ['扇風機の前で、あーー。\nあの夏の声で。'],
    },
    winter: {
      label: '冬',
      titles: ['初雪が降ったら再生', 'こたつとメロディ'],
      texts: ['手は冷たくても、\n耳はあったかく。'],
    },
    spring: {
      label: '春',
      titles: ['桜より先に', '花びらシャッフル'],
      texts: ['春風がそっと、\n再生ボタンを押しました。'],
    },
    autumn: {
      label: '秋',
      titles: ['落ち葉のワルツ', '秋色テンポ'],
      texts: ['さみしいんじゃなくて、\n深まっているだけ。'],
    },
    morning: {
      label: '朝',
      titles: ['あと五分、あと一曲', '朝日ひとさじ'],
      texts: ['コーヒーより早く効く歌。\nまずは伸びをしよう。'],
    },
    breakup: {
      label: '失恋',
      titles: ['泣いたら踊ろう', 'さよならの後奏'],
      texts: ['四曲目までは泣いていい。\nその先はあなたの番。'],
    },
    love: {
      label: '恋',
      titles: ['鼓動がリズムを忘れた', '告白まであと一曲'],
      texts: ['胸がリズムを間違える。\nたぶん君のせい。'],
    },
    longing: {
      label: '想い',
      titles: ['会いたいのかわりに', '出せない手紙'],
      texts: ['会いたいを折りたたんで、\nメロディで送ります。'],
    },
    comfort: {
      label: '癒し',
      titles: ['今日もおつかれさま', '肩を貸す歌'],
      texts: ['がんばれのかわりに、\nとなりに座っています。'],
    },
    hope: {
      label: '希望',
      titles: ['明日が先に笑う', 'きっとうまくいく'],
      texts: ['サビは必ず帰ってくる。\nあなたの笑顔も。'],
    },
    study: {
      label: '集中',
      titles: ['集中力レンタル中', '机の上の波'],
      texts: ['一ページに一曲。\nほら、もう終わりが見える。'],
    },
    workout: {
      label: '運動',
      titles: ['あと一セット！', '汗とビート'],
      texts: ['あきらめるのは曲のあと。\n(次の曲もあります)'],
    },
    party: {
      label: 'パーティー',
      titles: ['今夜は君がDJ', 'ご近所さんごめん'],
      texts: ['肩が先に返事する。\n音量、上げます！'],
    },
    travel: {
      label: '旅',
      titles: ['窓側の席の歌', '荷物は軽く音は大きく'],
      texts: ['再生は出発の合図。\nどこへでも行こう。'],
    },
    sea: { label: '海', titles: ['波のリフレイン', 'ポケットの海'], texts: ['貝がらのかわりに、\nイヤホンで海を。'] },
    city: { label: '街', titles: ['ネオンさんぽ', '終電の歌'], texts: ['ビルの灯りを星と呼んで、\nゆっくり歩こう。'] },
    cafe: {
      label: 'カフェ',
      titles: ['ラテの上のハート', '窓辺の予約席'],
      texts: ['冷めたコーヒーも気にせず、\nもう一曲だけ。'],
    },
    sleep: {
      label: '眠り',
      titles: ['羊のかわりに歌', '夢ゆき最終列車'],
      texts: ['目を閉じて、耳だけ開けて。\nいい夢は次の曲。'],
    },
    nostalgia: {
      label: '思い出',
      titles: ['あの頃を巻き戻し', '古いミックステープ'],
      texts: ['歌詞が先に出てきたら、\nあなたも同じ時代の人。'],
    },
    energy: {
      label: '元気',
      titles: ['充電100パーセント', '心にターボ'],
      texts: ['残り2パーセントから、\n急速充電！'],
    },
    calm: {
      label: 'ひと休み',
      titles: ['ゆっくり、もっと', '心の音量を下げて'],
      texts: ['深呼吸ひとつ、歌ひとつ。\nそれで十分。'],
    },
    sad: { label: '涙', titles: ['泣いてもいい歌', '涙は二番から'], texts: ['悲しい日には悲しい歌。\nそばにいます。'] },
    fun: {
      label: '笑顔',
      titles: ['笑顔ボタン', 'ごきげんクラブ'],
      texts: ['口もとが先に歌いだす。\n今日の心は快晴！'],
    },
    dream: {
      label: '夢',
      titles: ['星ひとつに歌ひとつ', '宇宙まで三駅'],
      texts: ['現実は少しだけ電源オフ。\n離陸します。'],
    },
    youth: {
      label: '青春',
      titles: ['青春は無限リピート', '放課後の音量'],
      texts: ['不器用だから光ってた。\n今日もその一日。'],
    },
  },
}

/** Where a mood happens in a picture, in English, with colours that suit it. */
export const moodScenes: Record<Mood, { scene: string; colours: string }> = {
  rain: { scene: 'an umbrella in the rain on a quiet street', colours: 'slate blue, teal and warm amber' },
  night: { scene: 'a bright moon and stars over dark hills at night', colours: 'deep navy, violet and pale gold' },
  drive: { scene: 'a car on a long road toward a glowing horizon', colours: 'indigo, magenta and orange' },
  summer: { scene: 'a blazing summer sun over a green field', colours: 'turquoise, lemon yellow and coral' },
  winter: { scene: 'snow falling on a pine forest in winter', colours: 'ice blue, white and lavender' },
  spring: { scene: 'cherry blossom trees and drifting petals in spring', colours: 'blush pink, mint and cream' },
  autumn: { scene: 'autumn trees shedding leaves by a path', colours: 'rust, ochre and burgundy' },
  morning: { scene: 'sunrise through a window on a misty morning', colours: 'peach, sky blue and gold' },
  breakup: { scene: 'an empty bench on a shore at dusk', colours: 'dusty blue, grey and faded rose' },
  love: { scene: 'a field of flowers and a heart of clouds at sunset', colours: 'rose, coral and cream' },
  longing: { scene: 'a letter on a window sill under a lonely moon', colours: 'midnight blue, silver and lilac' },
  comfort: { scene: 'warm window lights of a small house at dusk', colours: 'amber, plum and soft blue' },
  hope: { scene: 'the sun breaking through clouds over mountains', colours: 'gold, sky blue and white' },
  study: { scene: 'books and a lamp on a desk', colours: 'sage green, cream and pale blue' },
  workout: { scene: 'a running track below sharp mountain peaks', colours: 'crimson, orange and black' },
  party: { scene: 'fireworks and balloons above a dancing crowd at night', colours: 'magenta, cyan and violet' },
  travel: { scene: 'a train between mountains toward the sea', colours: 'turquoise, sand and coral' },
  sea: { scene: 'a boat on rolling ocean waves', colours: 'aquamarine, cobalt and white' },
  city: { scene: 'a city skyline with glowing windows at dusk', colours: 'violet, navy and neon pink' },
  cafe: { scene: 'a cup of coffee at the window of a café', colours: 'coffee brown, cream and terracotta' },
  sleep: { scene: 'a bed under a crescent moon and slow clouds', colours: 'indigo, lavender and pearl' },
  nostalgia: { scene: 'an old radio and a mixtape in an old town at sunset', colours: 'sepia, amber and dusty teal' },
  energy: { scene: 'lightning and a bright sun bursting over waves of colour', colours: 'orange, yellow and hot pink' },
  calm: { scene: 'a still lake and soft hills in the mist', colours: 'seafoam, pale blue and grey' },
  sad: { scene: 'raindrops on a window above a grey sea', colours: 'slate, indigo and pale grey' },
  fun: { scene: 'balloons over a meadow of flowers', colours: 'yellow, coral and turquoise' },
  dream: { scene: 'stars and a giant moon above clouds', colours: 'violet, midnight blue and pink' },
  youth: { scene: 'bicycles on green hills on a summer evening', colours: 'emerald, gold and peach' },
}

/** Painters whose works are in the public domain. */
export const painters = [
  { painter: 'Claude Monet', medium: 'oil on canvas' },
  { painter: 'Vincent van Gogh', medium: 'thick oil paint' },
  { painter: 'Katsushika Hokusai', medium: 'woodblock print' },
  { painter: 'Utagawa Hiroshige', medium: 'woodblock print' },
  { painter: 'J. M. W. Turner', medium: 'watercolour' },
  { painter: 'Gustav Klimt', medium: 'oil and gold leaf' },
  { painter: 'Henri Rousseau', medium: 'oil on canvas' },
  { painter: 'Berthe Morisot', medium: 'pastel' },
  { painter: 'Paul Cézanne', medium: 'oil on canvas' },
  { painter: 'Georges Seurat', medium: 'oil on canvas' },
] as const
