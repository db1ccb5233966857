import type { Trx } from '@mudig/db/core/client'
import { addJob } from '@mudig/db/ledger/add'
import * as music from '@mudig/db/music/music'
import { addComposedSong, beginComposing, describePlaylist, finishComposing } from '@mudig/db/playlists/compose'
import { settleSong } from '@mudig/db/playlists/match'
import { insertDig } from '@mudig/db/playlists/request-dig'
import { subjectOf } from '@mudig/db/playlists/steps'
import { drawCover } from '@mudig/shared/playlists/queues'
import type { AddDemo, Demo } from '../core/demo.js'

/** Singer, song and the video on YouTube. */
type DemoSong = readonly [singer: string, song: string, videoId: string]

interface DemoPlaylist {
  /** Of the demo account that wrote it. */
  email: string
  situations: string
  genre: string
  year: string
  title: string
  content: string
  keywords: string[]
  songs: readonly DemoSong[]
}

export const demoPlaylists: readonly DemoPlaylist[] = [
  {
    email: 'listener@mudig.local',
    situations: '잠이 오지 않는 새벽, 창밖을 보며',
    genre: 'K-POP',
    year: '상관없음',
    title: '새벽을 건너는 법',
    content: '불을 끄고 누워도\n노래는 켜 두세요.',
    keywords: ['새벽', '창가', '위로'],
    songs: [
      ['IU', '밤편지', 'BzYnNdJhZQw'],
      ['IU', '에잇 (Prod. & Feat. SUGA)', 'TgOu00Mf3kI'],
      ['NewJeans', 'Ditto', 'pSUydWEqKwE'],
      ['Red Velvet', 'Psycho', 'uR8Mrt1IpXg'],
      ['Crush', 'Beautiful', 'W0cs6ciCt_k'],
      ['Coldplay', 'Yellow', 'yKNxeF4KMsY'],
      ['Adele', 'Someone Like You', 'hLQl3WQQoQ0'],
    ],
  },
  {
    email: 'dancer@mudig.local',
    situations: '주말 대청소, 몸이 먼저 움직이는 날',
    genre: '댄스',
    year: '상관없음',
    title: '걸레질도 안무다',
    content: '먼지는 털고\n리듬은 남기고.',
    keywords: ['주말', '청소', '신남'],
    songs: [
      ['PSY', '강남스타일', '9bZkp7q19f0'],
      ['BIGBANG', 'FANTASTIC BABY', 'AAbokV76tkU'],
      ['TWICE', 'TT', 'ePpPVE-GGJw'],
      ['BLACKPINK', '뚜두뚜두 (DDU-DU DDU-DU)', 'IHNzOHi8sJs'],
      ['BTS', 'Dynamite', 'gdZLi9oWNZg'],
      ['IVE', 'LOVE DIVE', 'Y8JFxS1HlDo'],
      ['NewJeans', 'Hype Boy', '11cta61wi0g'],
      ['Mark Ronson', 'Uptown Funk (feat. Bruno Mars)', 'OPf0YbXqDm0'],
    ],
  },
  {
    email: 'digger@mudig.local',
    situations: 'Sunday morning, records and pancakes',
    genre: 'POP',
    year: '상관없음',
    title: 'Slow Sunday',
    content: 'Flip the record,\nflip the pancake.',
    keywords: ['sunday', 'vinyl', 'sunlight'],
    songs: [
      ['Toto', 'Africa', 'FTQbiNvZqaY'],
      ['a-ha', 'Take On Me', 'djV11Xbc914'],
      ['Queen', 'Bohemian Rhapsody', 'fJ9rUzIMcZQ'],
      ['Pharrell Williams', 'Happy', 'ZbZSe6N_BXs'],
      ['Ed Sheeran', 'Shape of You', 'JGwWNGJdvx8'],
      ['Maroon 5', 'Sugar', '09R8_2nJtjg'],
      ['Adele', 'Rolling in the Deep', 'rYEDA3JcQqw'],
    ],
  },
]

const withoutLimits = { inFlight: 100, perHour: 100, perDay: 100 }

/**
 * By the way that every playlist goes, but with songs whose videos are known; a worker draws the covers, so nothing is
 * paid for.
 */
const insertPlaylist = async (trx: Trx, writer: number, playlist: DemoPlaylist): Promise<void> => {
  const { situations, genre, year, songs, title, content, keywords } = playlist
  const playlist_id = await insertDig(trx, writer, { situations, genre, year }, songs.length, withoutLimits)
  await beginComposing(trx, playlist_id, 1)
  await describePlaylist(trx, playlist_id, { title, content, keywords, image_prompt: '' })
  for (const [position, [singer, song, video_id]] of songs.entries()) {
    const { id } = await music.claimSong(trx, { singer, song })
    await addComposedSong(trx, playlist_id, id, position, 1)
    await settleSong(trx, id, {
      state: 'matched',
      video_id,
      thumbnail: `https://i.ytimg.com/vi/${video_id}/hqdefault.jpg`,
    })
  }
  await finishComposing(trx, playlist_id)
  await addJob(trx, drawCover, { v: 1, playlist_id }, { user_id: writer, subject: subjectOf(playlist_id) })
}

const addPlaylists: AddDemo = async (trx, idOf) => {
  let added = 0
  for (const playlist of demoPlaylists) {
    const writer = idOf(playlist.email)
    if (writer === undefined) continue
    const there = await trx
      .selectFrom('playlists')
      .select('id')
      .where('writer', '=', writer)
      .where('situations', '=', playlist.situations)
      .executeTakeFirst()
    if (there) continue
    await insertPlaylist(trx, writer, playlist)
    added += 1
  }
  return added
}

export const demo: Demo = { adds: { playlists: addPlaylists } }
