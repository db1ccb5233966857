import { until } from '../servers/until.js'

interface MainPage {
  boxoffice_movies: unknown[]
  graded_movies: unknown[]
}

/** The worker asks for the box office within a minute, and goes on asking where there is none. */
const patience = { withinMs: 600_000, everyMs: 3_000 }

/** Waits for films that nobody has given a score. @returns false where some have scores already, or none come */
export const filmsCome = async (apiUrl: string, signal: AbortSignal): Promise<boolean> => {
  let areScored = false
  const haveCome = await until(
    async () => {
      try {
        const answer = await fetch(`${apiUrl}/api/v1/movies/`, {
          signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
        })
        if (!answer.ok) return false
        const page = (await answer.json()) as MainPage
        areScored = page.graded_movies.length > 0
        return areScored || page.boxoffice_movies.length > 0
      } catch {
        return false
      }
    },
    { ...patience, signal },
  )
  return haveCome && !areScored && !signal.aborted
}
