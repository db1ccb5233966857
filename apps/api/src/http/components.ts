type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values, not schemas: what is called `title` in them names nothing. */
const values = new Set(['default', 'enum', 'const', 'example', 'examples'])

/** A copy in which `visit` has replaced every object, the innermost first. */
const replaceObjects = (value: unknown, visit: (node: Node) => Node): unknown => {
  if (Array.isArray(value)) return value.map(item => replaceObjects(item, visit))
  if (!isNode(value)) return value
  const inside = Object.entries(value).map(([key, inner]) => [
    key,
    values.has(key) ? inner : replaceObjects(inner, visit),
  ])
  return visit(Object.fromEntries(inside))
}

/** `InvalidInputOrMalformedBody`, by the codes that an error answer may have; undefined for other answers. */
const nameOfAnswer = (answer: Node): string | undefined => {
  const { content } = answer as {
    content?: Record<
      string,
      { schema?: { properties?: { code?: { enum?: string[] }; message?: object; detail?: object } } }
    >
  }
  const { code, message, detail } = content?.['application/json']?.schema?.properties ?? {}
  const name = code?.enum
    ?.map(code => code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()))
    .join('Or')
  if (name === undefined) return undefined
  return `${name}${message === undefined ? '' : 'WithMessage'}${detail === undefined ? '' : 'WithDetail'}`
}

/**
 * Moves what has a name into the document's components and refers to it. A schema's name is its `title`; the
 * description of the place where it is used stays there, beside the reference (JSON Schema 2020-12, 7.7.1.1). Error
 * answers that several operations share are named by their codes. The routes keep whole schemas, so that neither
 * validators nor serialisers have references to resolve.
 *
 * @throws Error where two different schemas have the same title
 */
export const withComponents = <Document extends object>(document: Document): Document => {
  const { components = {}, paths = {} } = document as {
    components?: Node
    paths?: Record<string, Record<string, Node>>
  }
  const schemas = new Map<string, { schema: Node; shape: string }>()
  const named = replaceObjects(paths, node => {
    if (typeof node.title !== 'string') return node
    const { title, description, ...rest } = node
    const shape = JSON.stringify(rest)
    const known = schemas.get(title)
    if (known !== undefined && known.shape !== shape) throw new Error(`two different schemas have the title ${title}`)
    // Only what is said wherever it is used is true of the schema itself.
    if (known === undefined)
      schemas.set(title, { schema: { ...(description !== undefined && { description }), ...rest }, shape })
    else if (known.schema.description !== description) delete known.schema.description
    return { $ref: `#/components/schemas/${title}`, ...(description !== undefined && { description }) }
  }) as typeof paths

  const uses = new Map<string, number>()
  const answers = Object.values(named)
    .flatMap(methods => Object.values(methods))
    .map(({ responses }) => responses as Record<string, Node>)
  for (const answer of answers.flatMap(byStatus => Object.values(byStatus))) {
    const text = JSON.stringify(answer)
    uses.set(text, (uses.get(text) ?? 0) + 1)
  }
  const responses: Record<string, Node> = {}
  for (const byStatus of answers) {
    for (const [status, answer] of Object.entries(byStatus)) {
      const name = nameOfAnswer(answer)
      const text = JSON.stringify(answer)
      if (name === undefined || uses.get(text) === 1) continue
      if (name in responses && JSON.stringify(responses[name]) !== text) continue
      responses[name] = answer
      byStatus[status] = { $ref: `#/components/responses/${name}` }
    }
  }
  const described = (node: Node): Node => {
    const { $ref, description, ...rest } = node
    if (typeof $ref !== 'string' || description === undefined) return node
    const own = schemas.get($ref.slice($ref.lastIndexOf('/') + 1))?.schema.description
    return own === description ? { $ref, ...rest } : node
  }
  const sorted = <T>(entries: [string, T][]) => Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  return {
    ...document,
    components: replaceObjects(
      {
        ...components,
        schemas: sorted([...schemas].map(([title, { schema }]) => [title, schema] as [string, Node])),
        responses: sorted(Object.entries(responses)),
      },
      described,
    ),
    paths: replaceObjects(named, described),
  }
}
