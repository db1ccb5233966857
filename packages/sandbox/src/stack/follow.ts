import { setTimeout as delay } from 'node:timers/promises'
import { ApiFailure } from '@mudig/client/failure'

interface Event {
  readonly event: string
  readonly id: string | undefined
}

const mostBreaks = 20

/**
 * Reads events to the last one, and goes on after the last one seen when the connection breaks.
 *
 * @param events one connection, after the event with this id
 * @param lost what is thrown where it breaks too often
 */
export const follow = async <E extends Event>(
  events: (lastEventId: string | undefined) => AsyncGenerator<E>,
  signal: AbortSignal,
  onEvent: (event: E) => void,
  lost: (sentence: string) => Error,
): Promise<E & { readonly event: 'done' | 'failed' }> => {
  let last: string | undefined
  for (let broken = 0; ; broken += 1) {
    try {
      for await (const event of events(last)) {
        last = event.id ?? last
        onEvent(event)
        if (isLast(event)) return event
      }
    } catch (error) {
      if (signal.aborted || error instanceof ApiFailure) throw error
    }
    if (broken >= mostBreaks) throw lost('The connection to the API was lost repeatedly. See its log in .mudig/logs.')
    await delay(500, undefined, { signal })
  }
}

const isLast = <E extends Event>(event: E): event is E & { readonly event: 'done' | 'failed' } =>
  event.event === 'done' || event.event === 'failed'

/** An answer that is no success, for the person at the terminal: the API's own words. */
export const explain = ({ message, faults }: ApiFailure): string =>
  [message, ...faults.map(fault => `${fault.field}: ${fault.message}`)].join(' ')
