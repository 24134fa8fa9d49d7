import { isIP } from 'node:net';
import { NetError } from './error.ts';

/**
 * The proxy that the system's environment names for a host; undefined: none. Lower case speaks before upper case, as curl has it, and
 * `HTTP_PROXY` is not heard at all, since a CGI server sets it from a header of a request. This machine itself is reached without.
 */
export function proxyFor(
  scheme: 'http' | 'https',
  host: string,
  environment: Readonly<Record<string, string | undefined>>,
): URL | undefined {
  const names = scheme === 'https' ? ['https_proxy', 'HTTPS_PROXY'] : ['http_proxy'];
  const named = [...names, 'all_proxy', 'ALL_PROXY']
    .map((name) => environment[name])
    .find((text) => text !== undefined && text !== '');
  if (named === undefined || isLoopback(host)) return undefined;
  if (isExempt(host, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')) return undefined;
  const url = URL.parse(named.includes('://') ? named : `http://${named}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new NetError('bad-proxy', 'the proxy that the environment names is no http or https URL');
  return url;
}

/** This machine, by name or address. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    (isIP(bare) === 4 && bare.startsWith('127.'))
  );
}

/** `*`, or names with or without a leading dot, each with all below it; separated by commas or spaces. */
function isExempt(host: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^\*?\./, '').replace(/:\d+$/, ''))
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));
}
