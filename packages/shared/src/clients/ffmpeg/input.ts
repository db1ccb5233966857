import { isAbsolute } from 'node:path'

/** Names of ffmpeg's demuxers. Playlists are none of them: those would have it open what they name. */
const formats = ['mp3', 'flac', 'ogg', 'wav', 'aiff', 'mov', 'matroska', 'aac', 'w64', 'caf']

/** Decoders; pictures and films are none of them, so neither is ever decoded. */
const pcm = ['u8', 's8', 's16', 's24', 's32', 'f32', 'f64'].flatMap(kind =>
  kind.endsWith('8') ? [`pcm_${kind}`] : [`pcm_${kind}le`, `pcm_${kind}be`],
)
export const audioCodecs = [
  ...['mp3', 'mp3float', 'flac', 'alac', 'aac', 'opus', 'vorbis', 'ac3', 'eac3'],
  ...['adpcm_ms', 'adpcm_ima_wav', 'adpcm_ima_qt', 'pcm_alaw', 'pcm_mulaw'],
  ...pcm,
]

/** The same bound as for pictures that people upload; a cover beyond it is not decoded while the file is probed. */
const maxPixels = 25_000_000

/**
 * Opens one file and nothing else, whatever is written in it.
 *
 * @throws Error for a path that is not absolute
 */
export const inputArgs = (path: string, more: readonly string[] = []): string[] => {
  if (!isAbsolute(path)) throw new Error(`the path of an input is absolute: ${path}`)
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', formats.join(',')],
    ...['-max_pixels', `${maxPixels}`, '-threads', '1'],
    ...more,
    ...['-i', `file:${path}`],
  ]
}

/** The first stream of sound, decoded. `seconds` bounds what is read. */
export const soundArgs = (path: string, seconds: number): string[] => [
  ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'repeat+level+info'],
  ...['-filter_threads', '1'],
  ...inputArgs(path, ['-codec_whitelist', audioCodecs.join(','), '-t', `${seconds}`]),
  ...['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
]
