/** A copy of an OpenAPI document without references: what stands beside one prevails over what it refers to. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever came
export const dereference = (document: any): any => {
  const find = (pointer: string) =>
    pointer
      .slice('#/'.length)
      .split('/')
      // biome-ignore lint/suspicious/noExplicitAny: as above
      .reduce((node: any, step) => node[step], document)
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy)
    if (typeof value !== 'object' || value === null) return value
    const { $ref, ...rest } = value as { $ref?: string }
    const own = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, copy(inner)]))
    return typeof $ref === 'string' ? { ...(copy(find($ref)) as object), ...own } : own
  }
  return copy(document)
}
