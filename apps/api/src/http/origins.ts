import type { IncomingHttpHeaders } from 'node:http'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import type { Config } from '../config.js'

const local = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/

type OriginConfig = Pick<Config, 'corsOrigins' | 'environment' | 'publicUrl'>

/** The front ends that may ask from elsewhere, as the configuration has them; on a developer's machine all of that machine. */
export const frontEndOrigins = ({ corsOrigins, environment }: Omit<OriginConfig, 'publicUrl'>): (string | RegExp)[] =>
  environment === 'production' ? corsOrigins : [...corsOrigins, local]

const isOwn = (config: OriginConfig, origin: string, host: string | undefined): boolean => {
  if (config.publicUrl !== undefined && new URL(config.publicUrl).origin === origin) return true
  if (config.publicUrl === undefined && URL.canParse(origin) && new URL(origin).host === host) return true
  return frontEndOrigins(config).some(known => (typeof known === 'string' ? known === origin : known.test(origin)))
}

/**
 * Whether a page of this API or of one of its front ends sent a request. Browsers send cookies for any page that asks;
 * what they say of the page is all that tells them apart, and no page can forge it. A request that says nothing of it is
 * not taken for ours, unless the browser calls it one of the same origin.
 */
export const isFromOwnPage = (config: OriginConfig, headers: IncomingHttpHeaders): boolean => {
  const { origin } = headers
  if (origin === undefined) return headers['sec-fetch-site'] === 'same-origin'
  return isOwn(config, origin, headers.host)
}

/** @throws ApiError originRefused, see `isFromOwnPage` */
export const refuseForeignPage = (config: OriginConfig, headers: IncomingHttpHeaders): void => {
  if (!isFromOwnPage(config, headers)) throw new ApiError(httpErrors.originRefused)
}

/**
 * For what gives cookies rather than takes them, such as signing in: programs that are no browser say nothing of a page,
 * and may; a page of somebody else may not sign people in to an account of its choice.
 *
 * @throws ApiError originRefused
 */
export const refuseOtherPage = (config: OriginConfig, headers: IncomingHttpHeaders): void => {
  const { origin, 'sec-fetch-site': site } = headers
  if (origin === undefined && (site === undefined || site === 'same-origin' || site === 'none')) return
  refuseForeignPage(config, headers)
}
