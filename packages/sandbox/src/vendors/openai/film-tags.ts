import { hash32 } from '../../catalogue/random.js'
import type { JsonSchema } from './json-schema.js'

export const filmTagsSchemaName = 'film_tags'

/** What a word of a genre or a plot brings to mind; else tags are drawn. */
const near: readonly (readonly [word: RegExp, tag: string])[] = [
  [/멜로|사랑/, '로맨틱한'],
  [/공포/, '무서운'],
  [/코미디/, '웃긴'],
  [/전쟁/, '전쟁'],
  [/형사|범인|범죄/, '범죄 수사'],
  [/가족|아버지|어머니/, '가족 이야기'],
  [/소년|소녀|아이/, '성장 이야기'],
  [/복수/, '복수'],
  [/우주|별/, '우주'],
  [/스릴러/, '긴장감 있는'],
]

/** One to three tags of the schema's own words for each film. */
export const answerFilmTags = (userText: string, schema: JsonSchema | undefined) => {
  const words = schema?.properties?.films?.items?.properties?.tags?.items?.enum as string[] | undefined
  const { films } = JSON.parse(userText) as { films: { n: number; genres: string[]; plot: string }[] }
  return {
    films: films.map(({ n, genres, plot }) => {
      const text = `${genres.join(' ')} ${plot}`
      const fitting = near.filter(([word, tag]) => word.test(text) && words?.includes(tag)).map(([, tag]) => tag)
      const drawn = words?.[hash32(text) % words.length] ?? ''
      return { n, tags: fitting.length > 0 ? fitting.slice(0, 3) : [drawn] }
    }),
  }
}
