/** The page of a video on YouTube, from the embed address that the wire has; null while there is no video. */
export const watchUrl = (information: string | null): string | null => {
  const id = information?.match(/\/embed\/([A-Za-z0-9_-]{11})$/)?.[1]
  return id ? `https://www.youtube.com/watch?v=${id}` : null
}
