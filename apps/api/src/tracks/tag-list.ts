import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { cleanText } from '@mudig/shared/core/text'
import { mostTagLetters, mostTags } from '@mudig/shared/tracks/schemas'

/**
 * Tags as a form has them, with commas between them.
 * @throws ApiError invalidInput
 */
export const tagsIn = (list: string): string[] => {
  const found = list
    .split(',')
    .map(tag => cleanText(tag, 'name') ?? '')
    .filter(tag => tag !== '')
  if (found.length > mostTags || found.some(tag => [...tag].length > mostTagLetters)) {
    const said = {
      ko: `태그는 ${mostTagLetters}자 이하로 ${mostTags}개까지입니다.`,
      en: `must be at most ${mostTags} tags of ${mostTagLetters} characters.`,
    }
    throw new ApiError(httpErrors.invalidInput, { faults: [{ field: 'tag_name', rule: 'maxItems', ...said }] })
  }
  return found
}
