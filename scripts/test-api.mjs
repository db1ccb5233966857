// What `import t from 'tap'` becomes in a compiled test file. One process runs many files, one after the other: `t` is the subtest of the file that runs.

let current

/** From now on `t` is this test. */
export const become = test => {
  current = test
}

export default new Proxy(
  {},
  {
    get: (_, name) => {
      const value = current[name]
      return typeof value === 'function' ? value.bind(current) : value
    },
    set: (_, name, value) => {
      current[name] = value
      return true
    },
  },
)
