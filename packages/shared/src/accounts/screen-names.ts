import { nameKey } from './names.js'

/** What stands below /api/v1/accounts beside people's names. */
const segments = new Set(
  ['signin', 'signout', 'social', 'activate', 'token', 'password', 'basket', 'follow'].map(nameKey),
)

/**
 * Whether the pages of movies can ask for somebody by a clean name, and show it: they put it into addresses as it is,
 * and into the page as markup.
 */
export const isReachableName = (name: string): boolean =>
  !/[/?#%\\<>&"]/.test(name) && !/^\.+$/.test(name) && !/^id:/i.test(name) && !segments.has(nameKey(name))

const byId = /^id:([1-9][0-9]{0,14})$/

/** The id where somebody is asked for by `id:5`; undefined for a name. */
export const idInPlaceOfName = (given: string): number | undefined => {
  const [, id] = byId.exec(given) ?? []
  return id === undefined ? undefined : Number(id)
}
