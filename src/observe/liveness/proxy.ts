/** The proxy that the system's environment names for a host over HTTPS; undefined: none. Lower case speaks before upper case, as curl has it. */
export function proxyFor(host: string, environment: Readonly<Record<string, string | undefined>>): URL | undefined {
  const named = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']
    .map((name) => environment[name])
    .find((text) => text !== undefined && text !== '');
  if (named === undefined || isExempt(host, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '')) return undefined;
  const url = URL.parse(named.includes('://') ? named : `http://${named}`);
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new ProxyError(`the proxy that the environment names is no http or https URL`);
  return url;
}

export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code = 'bad-proxy';
}

/** `*`, or names with or without a leading dot, each with all below it; separated by commas or spaces. */
function isExempt(host: string, list: string): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^\*?\./, '').replace(/:\d+$/, ''))
    .some((entry) => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));
}
