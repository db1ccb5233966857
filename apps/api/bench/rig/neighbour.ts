// A process of its own that hashes passwords as the API does, and does nothing else, until it is killed.
import { hashPassword } from '@mudig/shared/accounts/passwords'

const keepHashing = async (): Promise<never> => {
  for (;;) await hashPassword('a neighbour that takes its share')
}

await Promise.all(Array.from({ length: 8 }, keepHashing))
