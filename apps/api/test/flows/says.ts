import type { Test } from 'tap'

/**
 * That a client was answered so, and with a body that fits.
 * @returns the body, as the client reads it on
 */
export const says = <A extends { status: number; data: unknown }>(
  t: Test,
  answer: A,
  status: number,
  data?: object | string,
  why = '',
): A['data'] => {
  t.equal(answer.status, status, `${why} ${JSON.stringify(answer.data)?.slice(0, 300)}`)
  if (data !== undefined) t.match(answer.data, data, why)
  return answer.data
}
