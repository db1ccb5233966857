import { productErrors } from '@mudig/shared/products/errors'
import type { SubjectKind } from '../subjects/subjects.js'

/** A product's id is its subject's. */
export const productSubject = {
  name: 'product',
  notFound: productErrors.productNotFound,
  notices: { liked: 'liked_product', commented: 'commented_product', replied: 'replied_product' },
} as const satisfies SubjectKind

/** As jobs and objects name it. */
export const jobSubjectOf = (id: number) => `product/${id}` as const
