/**
 * How a route speaks to the web client of posts, products and chat: `detail` of a failure is its sentence, and the cookie
 * `access` signs in where no token was sent. A route takes part by `config: { social: true }`.
 */
declare module 'fastify' {
  interface FastifyContextConfig {
    social?: true
  }
}

export {}
