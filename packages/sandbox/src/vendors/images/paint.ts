import sharp from 'sharp'
import { hash32, seededRandom } from '../../catalogue/random.js'
import { preparedScene } from '../../scenes/prepared.js'
import { sceneOf } from '../../scenes/scenes.js'

export interface Painting {
  prompt: string
  /** Pixels. */
  width: number
  height: number
  format: 'png' | 'webp' | 'jpeg'
  /** 1 to 100, for webp and jpeg. */
  quality: number
  /** Several pictures of one prompt differ by this. */
  variant: number
}

/** The window into the prepared picture is at most this share of its side, so that pictures of one scene differ. */
const windowShare = 0.8

/**
 * Paints a prompt: always the same picture for the same prompt, size and variant. It is a window into the picture of
 * the scene that the words name, mirrored or not and in a light of its own, because painting must not be what is
 * measured: one of 1024 pixels takes some 20 ms of a core.
 */
export const paint = async ({ prompt, width, height, format, quality, variant }: Painting): Promise<Buffer> => {
  const random = seededRandom(hash32(prompt) + variant * 7_919)
  const { data, info } = await preparedScene(sceneOf(prompt, random()))
  // The largest window of that shape; where the size fits as it is, nothing has to be resized.
  const scale = Math.min((info.width * windowShare) / width, (info.height * windowShare) / height)
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)]
  const left = Math.floor(random() * (info.width - wide + 1))
  // Horizons stay where they are, within a little.
  const top = Math.floor((0.3 + random() * 0.7) * (info.height - high))
  const isMirrored = random() < 0.5
  const light = [0, 1, 2].map(() => 0.88 + random() * 0.24)
  const picture = sharp(data, { raw: info })
    .extract({ left, top, width: wide, height: high })
    .resize(width, height, { fit: 'fill' })
    .flop(isMirrored)
    .linear(light, [0, 0, 0])
  switch (format) {
    case 'png':
      return picture.png({ compressionLevel: 3 }).toBuffer()
    case 'jpeg':
      return picture.jpeg({ quality }).toBuffer()
    case 'webp':
      return picture.webp({ quality, effort: 0 }).toBuffer()
  }
}
