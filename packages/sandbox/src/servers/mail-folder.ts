import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Address, addressParser, type Email } from 'postal-mime'

/** What a list shows of a mail. */
export interface MailHeading {
  readonly id: string
  readonly subject: string
  readonly from: readonly { name: string; address: string }[]
  readonly to: readonly { name: string; address: string }[]
  /** Who was addressed on the wire (RCPT TO), whatever the headers say; empty for what an earlier inbox left here. */
  readonly recipients: readonly string[]
  /** When it came, as ISO 8601. */
  readonly time: string
  readonly attachments: number
}

export interface KeptMail {
  readonly heading: MailHeading
  readonly parsed: Email
  readonly raw: Buffer
}

export interface MailFolder {
  add(raw: Buffer, recipients: readonly string[]): Promise<MailHeading>
  /** Newest first. */
  list(): Promise<MailHeading[]>
  /** undefined when there is none of this id. */
  open(id: string): Promise<KeptMail | undefined>
  /** Whether there was one. */
  remove(id: string): boolean
  removeAll(): void
}

const envelopeHeader = 'X-Mudig-Recipients'

/** Also refuses what would leave the folder. */
const isId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}$/.test(id)

/** Mails as files `<id>.eml`, which any mail program opens. Beyond `most` the oldest go. */
export const openMailFolder = (directory: string, most = 500): MailFolder => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const pathOf = (id: string): string => join(directory, `${id}.eml`)
  const headings = new Map<string, MailHeading>()

  /** Ids, oldest first. File systems stamp to some milliseconds only; within those the names have the order. */
  const ids = (): string[] =>
    readdirSync(directory)
      .flatMap(name => (name.endsWith('.eml') && isId(name.slice(0, -4)) ? [name.slice(0, -4)] : []))
      .map(id => ({ id, at: statSync(pathOf(id)).mtimeMs }))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id)

  const read = async (id: string): Promise<KeptMail> => {
    const raw = await readFile(pathOf(id))
    const parsed = await PostalMime.parse(raw)
    const heading = headingOf(id, parsed, statSync(pathOf(id)).mtime)
    headings.set(id, heading)
    return { heading, parsed, raw }
  }

  const remove = (id: string): boolean => {
    if (!isId(id) || !existsSync(pathOf(id))) return false
    headings.delete(id)
    rmSync(pathOf(id), { force: true })
    return true
  }

  let count = ids().length
  let added = 0
  return {
    add: async (raw, recipients) => {
      added += 1
      const id = `${Date.now().toString(36)}-${added.toString(36).padStart(6, '0')}-${randomBytes(4).toString('hex')}`
      const path = pathOf(id)
      // The envelope is not part of a mail; servers note it in headers of their own.
      const noted = Buffer.from(recipients.length === 0 ? '' : `${envelopeHeader}: ${recipients.join(', ')}\r\n`)
      await writeFile(`${path}.part`, Buffer.concat([noted, raw]), { mode: 0o600 })
      await rename(`${path}.part`, path)
      count += 1
      if (count > most) {
        const kept = ids()
        for (const old of kept.slice(0, -most)) remove(old)
        count = Math.min(kept.length, most)
      }
      return (await read(id)).heading
    },
    list: async () => {
      const all: MailHeading[] = []
      for (const id of ids().reverse()) all.push(headings.get(id) ?? (await read(id)).heading)
      return all
    },
    open: async id => (isId(id) && existsSync(pathOf(id)) ? read(id) : undefined),
    remove: id => {
      const was = remove(id)
      if (was) count -= 1
      return was
    },
    removeAll: () => {
      for (const id of ids()) remove(id)
      count = 0
    },
  }
}

const headingOf = (id: string, parsed: Email, time: Date): MailHeading => {
  const noted = parsed.headers.find(({ key }) => key === envelopeHeader.toLowerCase())?.value ?? ''
  return {
    id,
    subject: parsed.subject ?? '',
    from: plain(parsed.from === undefined ? [] : [parsed.from]),
    to: plain([...(parsed.to ?? []), ...(parsed.cc ?? [])]),
    recipients: addressParser(noted, { flatten: true }).flatMap(({ address }) => address ?? []),
    time: time.toISOString(),
    attachments: parsed.attachments.length,
  }
}

const plain = (addresses: readonly Address[]): { name: string; address: string }[] =>
  addresses.flatMap(one => one.group ?? [{ name: one.name, address: one.address ?? '' }])
