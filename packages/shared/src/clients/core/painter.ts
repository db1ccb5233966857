export interface PaintRequest {
  /** English; clients cut it to their vendor's bound. */
  readonly prompt: string
  /** What should not be in the picture. */
  readonly negativePrompt: string
  readonly signal: AbortSignal
  readonly requestId: string
}

/** An image model. Which one paints is configuration; nothing else may depend on it. */
export interface Painter {
  readonly name: 'karlo' | 'openai'
  /**
   * One square picture of about 1024 pixels as the vendor encoded it: not yet to be trusted.
   *
   * @throws RateLimitedError `image_rate_limited`, `image_quota`
   * @throws PermanentError `image_refused` (the prompt or its picture offends the vendor's rules), `image_key`,
   * `image_rejected`
   * @throws RetryableError `image_unavailable`, `image_timeout`, `image_malformed`, and what the download of the
   * picture throws
   */
  paint(request: PaintRequest): Promise<Buffer>
}

/** Code points, so that a cut never leaves half a character behind. */
export const cutTo = (text: string, characters: number): string => {
  const points = Array.from(text)
  return points.length <= characters ? text : points.slice(0, characters).join('')
}

/** Strict, because Node's own decoder takes any text. An optional data URI prefix is dropped. */
export const decodeBase64 = (text: string): Buffer | undefined => {
  const bare = text.replace(/^data:image\/[\w.+-]{1,20};base64,/, '').replace(/\s+/g, '')
  return bare.length > 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(bare) ? Buffer.from(bare, 'base64') : undefined
}
