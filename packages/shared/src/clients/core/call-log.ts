/** The part of a pino logger that a client writes its one line per call to. */
export interface CallLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void
}

/** One call of a vendor as it may be logged: never the prompt, the answer or the key. */
export interface VendorCall {
  /** `openai.chat`, `youtube.search`, … */
  readonly vendor: string
  readonly requestId: string
  readonly startedAt: number
  /** HTTP status, where the vendor got as far as one. */
  readonly status: number | undefined
  /** `ok`, or the code of the error that was thrown. */
  readonly outcome: string
}

/** Writes one line per vendor call, so that a slow dig can be taken apart by its request id. */
export const logCall = (
  log: CallLog | undefined,
  { vendor, requestId, startedAt, status, outcome }: VendorCall,
): void => {
  log?.info(
    {
      vendor,
      request_id: requestId,
      ms: Math.round(performance.now() - startedAt),
      status,
      outcome,
    },
    'vendor call',
  )
}
