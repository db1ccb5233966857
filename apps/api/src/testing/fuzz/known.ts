const most = 60

/**
 * What is there, by the name of the field in which it was told: filled with a few things of the cast, and then by every
 * answer. Requests are made of it, so that they reach things that exist, and cursors that were given out.
 */
export const createKnown = () => {
  const byName = new Map<string, (string | number)[]>()

  const add = (name: string, value: string | number) => {
    if (value === '') return
    const values = byName.get(name) ?? []
    if (values.length < most && !values.includes(value)) byName.set(name, [...values, value])
  }

  /** Takes what an answer tells. */
  const learn = (value: unknown, name = ''): void => {
    if (Array.isArray(value)) for (const one of value.slice(0, 5)) learn(one, name)
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) learn(inner, key)
    else if (typeof value === 'number') add(/id$|_pk$|^pk$/.test(name) ? 'id' : name, value)
    else if (typeof value === 'string' && value.length <= 300) add(name === 'next_cursor' ? 'cursor' : name, value)
  }

  return {
    add,
    learn,
    numbers: (): number[] => (byName.get('id') ?? []).filter(one => typeof one === 'number'),
    /** Of a field of this name, and whatever else has the form that is asked for. */
    strings: (name: string, pattern?: RegExp): string[] => {
      const named = byName.get(name) ?? []
      const formed = pattern ? [...byName.values()].flat().filter(one => pattern.test(String(one))) : []
      return [...new Set([...named, ...formed].map(String))].slice(0, most)
    },
  }
}

export type Known = ReturnType<typeof createKnown>
