/** Null in COPY's text format. */
export const nothing = '\\N'

/** A line's end within a value. */
export const lineBreak = '\\n'

/** @param ms since 1970 */
export const at = (ms: number): string => new Date(ms).toISOString()
