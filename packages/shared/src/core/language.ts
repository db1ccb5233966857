/** The languages in which people are spoken to. */
export type Language = 'ko' | 'en'

/** Korean unless English is preferred (RFC 9110, 12.5.4). A wildcard stands for Korean; other languages are ignored. */
export const preferredLanguage = (acceptLanguage: string | undefined): Language => {
  const weights = { ko: 0, en: 0 }
  for (const range of acceptLanguage?.slice(0, 500).toLowerCase().split(',') ?? []) {
    const [tag = '', ...parameters] = range.split(';').map(part => part.trim())
    const language = tag === '*' ? 'ko' : tag.split('-', 1)[0]
    if (language !== 'ko' && language !== 'en') continue
    const quality = parameters.find(parameter => parameter.startsWith('q='))
    const weight = quality === undefined ? 1 : Number(quality.slice(2))
    if (weight >= 0 && weight <= 1) weights[language] = Math.max(weights[language], weight)
  }
  return weights.en > weights.ko ? 'en' : 'ko'
}
