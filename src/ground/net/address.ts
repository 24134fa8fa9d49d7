import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Thrown before a connection is made to an address that a webhook may not reach. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly code = 'forbidden-address';
}

/** Networks that are not the public internet: IANA's special-purpose registries (RFC 6890) and multicast. */
const special = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  special.ipv4.addSubnet(network, prefix, 'ipv4');
}
// All of IPv6 but global unicast; inside it, what can hide an IPv4 address or is not routed.
for (const [network, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.ipv6.addSubnet(network, prefix, 'ipv6');
}

/** True for an IP address on the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  // One list each: a list of both finds every IPv4 address in ::ffff:0:0/96.
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  return !special[kind].check(address, kind);
}

/**
 * A `lookup` for http.request that yields public addresses alone. The check is on the very addresses that are then connected
 * to, so that a name that answers differently the second time (DNS rebinding) gains nothing. Node does not call it for a host
 * that is an IP address: `refuseLiteral` does that part.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '', 0);
    const forbidden = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (forbidden !== undefined || first === undefined) {
      // Not at which address: whoever registers a webhook must not learn what names mean inside.
      return callback(new ForbiddenAddressError(`${hostname} has no address that is public`), '', 0);
    }
    return options.all === true ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** @throws ForbiddenAddressError for a URL whose host is an address that is not public, however it is written. */
export function refuseLiteral(url: URL): void {
  // The URL parser has normalised 0x7f.1, 2130706433 and the like to dotted decimals.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new ForbiddenAddressError(`${host} is not a public address`);
}
