/** Of one text; what follows is words. */
export const mostMentions = 10

/** No part of an address or of a longer word; a full stop at the end is the sentence's. */
const mention = /(?<![\p{L}\p{N}_.@＠/])[@＠]([a-z0-9_.]{3,30})(?![a-z0-9_])/giu

/** Handles of those who are named in a text by `@handle`, each once. */
export const mentionsIn = (text: string): string[] => {
  const handles = [...text.matchAll(mention)].flatMap(([, handle]) => {
    const written = handle!.toLowerCase()
    const bare = written.replace(/\.+$/, '')
    return bare === written ? [written] : [written, bare].filter(({ length }) => length >= 3)
  })
  return [...new Set(handles)].slice(0, mostMentions)
}
