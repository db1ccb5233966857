/**
 * Text that came with a file, without what does not print: control characters (a NUL ends a string in PostgreSQL, an
 * escape moves a terminal's cursor), marks that turn the direction of what follows, halves of characters.
 */
export const cleanText = (text: string): string =>
  text
    .replaceAll(/\p{Surrogate}/gu, '')
    .replaceAll(/ *[\u0000-\u001f\u007f-\u009f\u2028\u2029]+ */g, ' ')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g, '')
    .trim()
