export interface TracingOptions {
  /** Where the collector is, without `/v1/traces`; spans go there over OTLP/HTTP. Unset, nothing is loaded or done. */
  readonly endpoint: string | undefined
  /** Names the process in its traces. */
  readonly service: string
}

/**
 * Begins to send spans to a collector. OTEL_TRACES_SAMPLER and the other variables of the OpenTelemetry SDK hold as they
 * are documented: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
 * @returns sends what is left, and stops
 */
export const startTracing = async ({ endpoint, service }: TracingOptions): Promise<() => Promise<void>> => {
  if (!endpoint) return async () => {}
  const { start } = await import('./opentelemetry.js')
  return start({ endpoint, service })
}
