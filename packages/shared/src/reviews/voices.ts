/** How a review can be put, as the pages call it. */
export const styles = ['조선시대', '평론가', 'Mz'] as const
export type Style = (typeof styles)[number]

/** Characters of what is put another way. */
export const voiceLength = { least: 100, most: 200 } as const

/** What the chat model is asked for; its stand-in knows it by this name. */
export const voiceSchemaName = 'review_voice'
