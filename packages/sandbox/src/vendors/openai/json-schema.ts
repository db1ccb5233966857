/** The part of JSON Schema that structured outputs know. */
export interface JsonSchema {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: unknown
  items?: JsonSchema
  anyOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  $ref?: string
  $defs?: Record<string, JsonSchema>
}

const refused = [
  'allOf',
  'oneOf',
  'not',
  'dependentRequired',
  'dependentSchemas',
  'if',
  'then',
  'else',
  'patternProperties',
  'uniqueItems',
  'minProperties',
  'maxProperties',
]

/**
 * What OpenAI's strict mode would complain about, undefined when nothing: every object lists all its properties as
 * required and allows no others, and some keywords do not exist. Source: the vendor's guide to structured outputs.
 */
export const strictFault = (schema: JsonSchema, context: string[] = []): string | undefined => {
  const at = `In context=(${context.map(part => `'${part}'`).join(', ')}${context.length === 1 ? ',' : ''})`
  const keyword = refused.find(word => word in schema)
  if (keyword) return `${at}, '${keyword}' is not permitted.`
  if (schema.properties || schema.type === 'object') {
    if (schema.additionalProperties !== false)
      return `${at}, 'additionalProperties' is required to be supplied and to be false.`
    const names = Object.keys(schema.properties ?? {})
    const missing = names.find(name => !schema.required?.includes(name))
    if (missing)
      return `${at}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
    for (const name of names) {
      const fault = strictFault(schema.properties![name]!, [...context, 'properties', name])
      if (fault) return fault
    }
  }
  if (schema.items) return strictFault(schema.items, [...context, 'items'])
  return undefined
}

/** Words by which schemas may call what a playlist has. */
const synonyms: Record<string, string[]> = {
  title: ['title', 'name'],
  content: ['content', 'text', 'description', 'body'],
  keywords: ['keywords', 'tags'],
  image_prompt: ['image_prompt', 'prompt', 'imagePrompt', 'cover_prompt'],
  songs: ['songs', 'music', 'tracks', 'playlist'],
  singer: ['singer', 'artist'],
  song: ['song', 'title', 'track', 'name'],
}

const lookUp = (facts: unknown, name: string): unknown => {
  if (typeof facts !== 'object' || facts === null || Array.isArray(facts)) return undefined
  const known = facts as Record<string, unknown>
  if (name in known) return known[name]
  const meaning = Object.keys(known).find(fact => synonyms[fact]?.includes(name))
  return meaning === undefined ? undefined : known[meaning]
}

/** The facts in the schema's shape and property order; what it asks for beyond them is empty but of the right type. */
export const shapeBySchema = (schema: JsonSchema, facts: unknown, root: JsonSchema = schema): unknown => {
  if (schema.$ref) return shapeBySchema(root.$defs?.[schema.$ref.split('/').at(-1)!] ?? {}, facts, root)
  if (schema.anyOf) return shapeBySchema(schema.anyOf[0] ?? {}, facts, root)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum.includes(facts) ? facts : schema.enum[0]
  const type = Array.isArray(schema.type) ? schema.type[0] : (schema.type ?? (schema.properties ? 'object' : undefined))
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, of]) => [
          name,
          shapeBySchema(of, lookUp(facts, name), root),
        ]),
      )
    case 'array':
      return Array.isArray(facts)
        ? facts.map(fact => (schema.items ? shapeBySchema(schema.items, fact, root) : fact))
        : []
    case 'string':
      return typeof facts === 'string' ? facts : Array.isArray(facts) ? facts.join(', ') : ''
    case 'number':
    case 'integer':
      return typeof facts === 'number' ? facts : 0
    case 'boolean':
      return facts === true
    case 'null':
      return null
    default:
      return facts ?? null
  }
}
