/**
 * What makes two names the same singer or song: NFKC, lower case, without a featured guest in brackets, letters and digits only.
 * "NewJeans" and "New Jeans", "Ditto" and "DITTO (feat. …)" meet; "Love" and "Love 2" do not. A name made of signs alone
 * ("!!!") stays as it is, so that it does not meet every other such name.
 */
export const nameKey = (name: string): string => {
  const folded = name.normalize('NFKC').toLowerCase().trim()
  const bare = folded.replace(/[([](?:feat|ft|with|prod)[.\s][^)\]]*[)\]]/gu, '').replace(/[^\p{L}\p{N}]+/gu, '')
  return bare === '' ? folded : bare
}
