import { access, constants } from 'node:fs/promises'
import { type Analysis, type AnalysisProgress, analyse } from './analyse.js'
import { extractPicture } from './picture.js'
import { type Probed, probe } from './probe.js'
import { type Rendered, type RenderOptions, type Rendition, render } from './render.js'

export interface FfmpegOptions {
  /** Absolute paths; the programs may come there later. */
  readonly ffmpegPath: string
  readonly ffprobePath: string
  /** The longest track, default three hours. */
  readonly maxSeconds?: number
}

interface Asked {
  readonly signal: AbortSignal
}

/**
 * ffmpeg as a vendor: files in, facts and files out. Each call is a process of its own within bounds (bounded-run.ts)
 * that opens the one file it was given (input.ts). Errors are those of the single functions.
 */
export interface Ffmpeg {
  /** Whether both programs are there now. */
  isThere(): Promise<boolean>
  probe(path: string, asked: Asked): Promise<Probed>
  analyse(
    path: string,
    asked: Asked & { readonly probed: Probed; onProgress?(progress: AnalysisProgress): void },
  ): Promise<Analysis>
  render(
    path: string,
    out: string,
    rendition: Rendition,
    asked: Asked & Pick<RenderOptions, 'source' | 'durationMs' | 'onProgress'>,
  ): Promise<Rendered>
  extractPicture(
    path: string,
    asked: Asked & { readonly probed: Probed; readonly maxBytes?: number },
  ): Promise<Buffer | undefined>
}

export const createFfmpeg = ({ ffmpegPath, ffprobePath, maxSeconds = 3 * 3_600 }: FfmpegOptions): Ffmpeg => ({
  isThere: async () => {
    const found = [ffmpegPath, ffprobePath].map(path => access(path, constants.X_OK))
    return (await Promise.allSettled(found)).every(({ status }) => status === 'fulfilled')
  },
  probe: (path, asked) => probe(path, { ...asked, ffprobePath, maxSeconds }),
  analyse: (path, asked) => analyse(path, { ...asked, ffmpegPath, maxSeconds }),
  render: (path, out, rendition, asked) => render(path, out, rendition, { ...asked, ffmpegPath, maxSeconds }),
  extractPicture: (path, asked) => extractPicture(path, { ...asked, ffmpegPath }),
})
