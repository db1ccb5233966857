// The container's HEALTHCHECK: the worker answers on HEALTH_PORT, the API on PORT; whichever runs here says whether it
// moves.

const answers = async port => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(3_000) })).ok
  } catch {
    return false
  }
}

const ports = [process.env.PORT, process.env.HEALTH_PORT].filter(port => port !== undefined && port !== '0')
process.exitCode = (await Promise.all(ports.map(answers))).some(Boolean) ? 0 : 1
