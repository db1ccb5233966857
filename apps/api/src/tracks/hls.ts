import type { SegmentTable } from '@mudig/db/tracks/served-file'

/** A playlist of byte ranges of one object (RFC 8216; EXT-X-MAP outside of I-frame playlists needs version 6). */
export const hlsPlaylist = ({ init, segments }: SegmentTable, address: string): string =>
  [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    // No segment is longer, once rounded.
    `#EXT-X-TARGETDURATION:${Math.max(1, ...segments.map(([, , ms]) => Math.round(ms / 1_000)))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-MAP:URI="${address}",BYTERANGE="${init}@0"`,
    ...segments.flatMap(([offset, bytes, ms]) => [
      `#EXTINF:${(ms / 1_000).toFixed(3)},`,
      `#EXT-X-BYTERANGE:${bytes}@${offset}`,
      address,
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
