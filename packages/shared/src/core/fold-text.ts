/**
 * Optional pointing: the same word is written with it or without. Arabic harakat and Quranic signs with the tatweel,
 * and Hebrew niqqud with cantillation. Hamza and madda are letters' own and are composed into them.
 */
const pointing =
  /[\u0610-\u061A\u0640\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7]/gu
/** Strokes through letters and frames around them. */
const decoration = /[\u0334-\u0338\p{Me}]/gu

/**
 * A text as it is compared: NFKC without case, invisible characters, decoration and optional pointing. Marks stay,
 * because in most scripts of the world they are vowels (Thai กิน and กัน, Hindi कल and काल); NFKC composes those of
 * Hangul, kana and Latin.
 */
export const foldText = (text: string): string =>
  text
    // Typed alone, the kana's voicing marks are meant for the kana before them.
    .replaceAll('\u309B', '\u3099')
    .replaceAll('\u309C', '\u309A')
    // Other marks that stand alone are quotes or skin tones; NFKC would turn them into marks upon the next letter.
    .replace(/[\u00B4\u02B9-\u02BD\u02CA\u02CB]/gu, "'")
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Sk}]/gu, '')
    .normalize('NFKC')
    // By way of capitals, in which ß is SS and Greek has no tonos: other languages' letters are the same in Greek
    // capitals.
    .toLocaleUpperCase('el')
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    // Of the Turkish İ.
    .replaceAll('i\u0307', 'i')
    .replaceAll('ς', 'σ')
    .replace(decoration, '')
    .replace(pointing, '')
    .normalize('NFC')

/** A folded text's letters, digits and marks alone. */
export const lettersOf = (folded: string): string => folded.replace(/[^\p{L}\p{N}\p{M}]+/gu, '').normalize('NFC')
