const browsers: readonly (readonly [RegExp, string])[] = [
  [/KAKAOTALK/i, 'KakaoTalk'],
  [/NAVER\(/, 'Naver'],
  [/\bEdgA?\/|EdgiOS/, 'Edge'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Whale/, 'Whale'],
  [/\bOPR\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/**
 * A device as its owner would call it, such as `Chrome, Windows`. Without versions, so that it stays the same device
 * after an update. What is not recognised shows the beginning of its own name; null when it gave none.
 */
export const deviceOf = (userAgent: string | null): string | null => {
  if (userAgent === null) return null
  const [browser, system] = [browsers, systems].map(names => names.find(([pattern]) => pattern.test(userAgent))?.[1])
  const known = [browser, system].filter(name => name !== undefined)
  const product = /^[\w .+-]{1,40}/.exec(userAgent)?.[0].trim()
  return known.length > 0 ? known.join(', ') : product || null
}
