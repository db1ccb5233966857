import type { OwnScreenProfile } from '@mudig/db/accounts/screen-people'
import { accountErrors } from '@mudig/shared/accounts/errors'
import { cleanName } from '@mudig/shared/accounts/names'
import { isReachableName } from '@mudig/shared/accounts/screen-names'
import { wholeNumber } from '@mudig/shared/core/decimal'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'

const oldest = 150
/** What a form puts where it keeps nothing. */
const nothing = new Set(['', 'null'])

interface GivenAbout {
  gender?: string | null | undefined
  age?: number | string | null | undefined
  bio?: string | null | undefined
}

/** What the pages of movies send about somebody; what was not sent stays undefined. @throws ApiError invalidInput */
export const aboutOf = ({ gender, age, bio }: GivenAbout) => ({
  gender: gender == null ? gender : nothing.has(gender) ? null : gender,
  age: typeof age === 'string' ? ageOf(age.trim()) : age,
  about: bio === null ? '' : bio,
})

const ageOf = (text: string): number | null => {
  if (nothing.has(text)) return null
  const years = wholeNumber(text)
  if (years === undefined || years < 0 || years > oldest) {
    const fault = { field: 'age', rule: 'type', ko: '0에서 150 사이의 정수여야 합니다.', en: 'must be 0 to 150 years.' }
    throw new ApiError(httpErrors.invalidInput, { faults: [fault] })
  }
  return years
}

/** A new name as it is stored. @throws ApiError nameNotAllowed, nameNotReachable */
export const nicknameOf = (given: string): string => {
  const name = cleanName(given)
  if (name === undefined) throw new ApiError(accountErrors.nameNotAllowed)
  if (!isReachableName(name)) throw new ApiError(accountErrors.nameNotReachable)
  return name
}

/** Somebody's own words of themselves, as these pages keep them. */
export const shownAbout = ({ nickname, gender, age, bio }: Omit<OwnScreenProfile, 'id' | 'email'>) => ({
  nickname,
  // Elsewhere people say it in their own words, which the form here has no place for.
  gender: gender === 'M' || gender === 'F' ? gender : '',
  age,
  bio,
})
