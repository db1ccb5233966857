import { findAccount } from '@mudig/db/accounts/copy'
import type { Db } from '@mudig/db/core/client'
import { copies, objectsOf } from '@mudig/db/personal-data'
import type { Storage } from '@mudig/shared/clients/s3/storage'
import { RetryableError } from '@mudig/shared/core/errors'
import type { Language } from '@mudig/shared/core/language'
import { isObjectKey } from '@mudig/shared/objects/keys'
import { makeZip } from 'client-zip'

export interface Archived {
  readonly db: Db
  readonly storage: Storage
  readonly userId: number
  readonly language: Language
  readonly signal: AbortSignal
}

/**
 * Everything that is known of somebody, as the bytes of a ZIP: a JSON file for each list, and the pictures and sounds
 * as they are stored. Nothing is read before it is asked for, and no more than a page of rows or a piece of a picture is in memory.
 * The pages are read one after the other, so that what changes meanwhile may be in one file and not in another.
 */
export const archive = (of: Archived): AsyncIterable<Uint8Array> => makeZip(entries(of))

const entries = async function* ({ db, storage, userId, language, signal }: Archived) {
  const account = await findAccount(db, userId)
  // The next attempt finds that the copy is not wanted any more.
  if (!account) throw new RetryableError('account_withdrawn', 'the account was withdrawn meanwhile')
  const lastModified = new Date()
  yield { name: 'README.txt', lastModified, input: readme[language] }
  yield { name: 'account.json', lastModified, input: `${JSON.stringify(account, undefined, 2)}\n` }
  for (const { name, read } of copies)
    yield { name: `${name}.json`, lastModified, input: asArray(read(db, userId), signal) }

  for await (const page of objectsOf(db, userId)) {
    for (const { key, name = `pictures/${key}` } of page) {
      signal.throwIfAborted()
      // A shipped one is nobody's own.
      const stored = isObjectKey(key) ? await storage.get(key, { signal }) : undefined
      // Replaced since its row was read.
      if (!stored) continue
      try {
        yield { name, lastModified, input: stored.body as AsyncIterable<Uint8Array> }
      } finally {
        stored.body.destroy()
      }
    }
  }
}

/** A JSON array with a row on each line. */
const asArray = async function* (
  pages: AsyncIterable<readonly object[]>,
  signal: AbortSignal,
): AsyncGenerator<string, void, void> {
  let before = '[\n'
  for await (const rows of pages) {
    signal.throwIfAborted()
    yield before + rows.map(row => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

const linesOf = (language: Language): string =>
  copies.map(({ name, about }) => `${`${name}.json`.padEnd(19)} ${about[language]}`).join('\n')

const readme: Record<Language, string> = {
  ko: `Mudig이 보관하고 있는 회원님의 데이터 사본입니다.

account.json        계정과 프로필
${linesOf('ko')}
pictures/           프로필 이미지와 플레이리스트, 곡의 표지 (WebP)
tracks/             올린 곡의 원본 파일

시각은 모두 UTC입니다. 비밀번호와 로그인 토큰은 포함되지 않습니다.
`,
  en: `This is a copy of what Mudig keeps about you.

account.json        your account and profile
${linesOf('en')}
pictures/           your profile picture and the covers of your playlists and tracks (WebP)
tracks/             the files of your tracks as you uploaded them

All times are UTC. Passwords and tokens are not in it.
`,
}
