import ipaddr from 'ipaddr.js'

/**
 * What attempts are counted by: an IPv4 address, or the /64 of an IPv6 one, because one household has all 2^64 addresses of it
 * (RFC 6177).
 */
export const clientNetwork = (address: string): string => {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  return `${new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]).toString()}/64`
}
