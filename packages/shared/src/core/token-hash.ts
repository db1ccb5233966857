import { createHash } from 'node:crypto'

/** A token that is only compared: what is stored of it, so that a read of the table lets nobody in. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()
