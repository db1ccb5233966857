import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'

/** What a form asks for twice. @param field of the second @throws ApiError invalidInput */
export const samePassword = (first: string, second: string, field: string): string => {
  if (first !== second) {
    const fault = { field, rule: 'x-same', ko: '비밀번호가 서로 다릅니다.', en: 'is not the same password.' }
    throw new ApiError(httpErrors.invalidInput, { faults: [fault] })
  }
  return first
}
