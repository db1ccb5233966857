import t from 'tap'
import { hlsPlaylist } from './hls.js'
import { mp3Offset } from './mp3-offset.js'

t.test('a playlist names the byte ranges of one file', t => {
  const playlist = hlsPlaylist(
    {
      init: 700,
      segments: [
        [900, 120_000, 6_000],
        [120_900, 50_001, 2_512],
      ],
    },
    'stream?v=1',
  )
  t.strictSame(playlist.split('\n'), [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:6',
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="stream?v=1",BYTERANGE="700@0"',
    '#EXTINF:6.000,',
    '#EXT-X-BYTERANGE:120000@900',
    'stream?v=1',
    '#EXTINF:2.512,',
    '#EXT-X-BYTERANGE:50001@120900',
    'stream?v=1',
    '#EXT-X-ENDLIST',
    '',
  ])
  t.end()
})

t.test('a second of MP3 begins with a frame', t => {
  const bytes = 16_000 * 60
  t.equal(mp3Offset(0, bytes), 0)
  t.equal(mp3Offset(1, bytes), 41 * 384)
  t.equal(mp3Offset(24, bytes), 1_000 * 384)
  t.equal(mp3Offset(86_400, bytes), 2_499 * 384, 'the last one, where there is nothing any more')
  t.equal(mp3Offset(5, 100), 0)
  t.end()
})
