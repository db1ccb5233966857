/** The declared code that something fails with; what it fails with otherwise, or `done`. */
export const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { declaration?: { code: string } }) => error.declaration?.code ?? String(error),
  )
