import type { ProductRow } from '@mudig/db/products/products'
import type { ProductImage } from '@mudig/db/products/write'
import { ApiError } from '@mudig/shared/core/errors'
import { httpErrors } from '@mudig/shared/core/http-errors'
import { objectErrors } from '@mudig/shared/objects/errors'
import type { FastifyRequest } from 'fastify'
import { viewerId } from '../http/auth.js'
import { mediaBase } from '../http/media-addresses.js'
import { pictureAt } from '../objects/addresses.js'

/** Ids begin at 1. */
const nobody = 0

/** Who asks, on a route with `optionalUser`; 0 for nobody. */
export const viewerOf = (request: FastifyRequest): number => viewerId(request) ?? nobody

/** A product as the wire has it. */
export const toProduct = (request: FastifyRequest, { id: _, image_link, picture, ...product }: ProductRow) => ({
  ...product,
  product_image_link: image_link ?? (picture === null ? '' : `${mediaBase(request)}${picture}`),
})

const https = /^https:\/\/[^\s\\@/?#]+\.[^\s\\@/?#]+(?:[/?#][^\s\\]*)?$/

/** An own upload by its address, or a picture at others. @throws ApiError pictureUnknown */
export const imageAt = (request: FastifyRequest, address: string): ProductImage => {
  const picture = pictureAt(request, address)
  if (picture !== undefined) return { picture }
  if (!https.test(address) || !URL.canParse(address)) throw new ApiError(objectErrors.pictureUnknown)
  return { link: address }
}

/** Where a product is sold, as the schema lets it through: some of that is no address. @throws ApiError invalidInput */
export const linkOf = (address: string): string => {
  if (URL.canParse(address)) return address
  const fault = { field: 'product_link', rule: 'pattern', ko: '주소가 올바르지 않습니다.', en: 'is no address.' }
  throw new ApiError(httpErrors.invalidInput, { faults: [fault] })
}
