import ipaddr from 'ipaddr.js'

/**
 * What a socket or a proxy calls an address may be more than one: a link-local one names its interface (RFC 4007, 11),
 * some proxies add a port, and IPv4 comes mapped into IPv6.
 */
const parse = (given: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined => {
  const [, v6, v4] = /^\[(.+)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/.exec(given) ?? []
  const address = v6 ?? v4 ?? given
  if (!ipaddr.isValid(address)) return undefined
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6 ? new ipaddr.IPv6(parsed.parts) : parsed
}

/** The client's address as Postgres' inet takes it; null for what is none, such as a unix socket. */
export const clientAddress = (given: string): string | null => parse(given)?.toString() ?? null

/**
 * What attempts are counted by: an IPv4 address, or the /64 of an IPv6 one, because one household has all 2^64
 * addresses of it (RFC 6177).
 */
export const clientNetwork = (given: string): string => {
  const parsed = parse(given)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed?.toString() ?? given
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`
}
