export type NetErrorCode =
  | 'bad-answer'
  | 'bad-certificate'
  | 'bad-proxy'
  | 'cut-short'
  | 'no-answer'
  | 'refused-address'
  | 'refused-plain'
  | 'refused-redirect'
  | 'timed-out'
  | 'too-large';

/** Why nothing came. Its message names the host and path, and never credentials nor a query, which may hold one. */
export class NetError extends Error {
  override readonly name = 'NetError';
  readonly code: NetErrorCode;
  /** What the system or TLS calls it, where it comes from there: `ECONNREFUSED`. */
  readonly systemCode: string | undefined;
  readonly remedy: string | undefined;

  constructor(
    code: NetErrorCode,
    message: string,
    more: { readonly cause?: unknown; readonly systemCode?: string; readonly remedy?: string } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.systemCode = more.systemCode;
    this.remedy = more.remedy;
  }
}

/** A URL for people: without user, password, query and fragment. */
export function shownUrl({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`;
}

/** What the system threw, in words. What is a NetError already stays one. */
export function explained(error: unknown, url: URL): Error {
  if (error instanceof NetError) return error;
  const systemCode = error instanceof Error && 'code' in error ? String(error.code) : '';
  const more = { cause: error, ...(systemCode !== '' && { systemCode }) };
  if (error instanceof Error && error.name === 'ForbiddenAddressError')
    return new NetError('refused-address', `${shownUrl(url)} leads into a private network`, more);
  if (isOfCertificates(systemCode))
    return new NetError('bad-certificate', `${url.host} shows a certificate that is not believed (${systemCode})`, {
      ...more,
      remedy: 'Where a proxy opens TLS, name its certificate in NODE_EXTRA_CA_CERTS, or set NODE_USE_SYSTEM_CA=1.',
    });
  if (systemCode.startsWith('HPE_') || systemCode.startsWith('Z_'))
    return new NetError('bad-answer', `${shownUrl(url)} answered what cannot be read (${systemCode})`, more);
  const why = words.get(systemCode) ?? (systemCode === '' ? 'the connection failed' : systemCode);
  return new NetError('no-answer', `no answer from ${url.host}: ${why}`, more);
}

function isOfCertificates(code: string): boolean {
  return code.startsWith('ERR_TLS_') || code.startsWith('CERT_') || code.includes('CERT') || code.includes('_SSL_');
}

const words: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'its name is not known (ENOTFOUND)'],
  ['EAI_AGAIN', 'its name could not be looked up (EAI_AGAIN)'],
  ['ECONNREFUSED', 'it refused the connection (ECONNREFUSED)'],
  ['ECONNRESET', 'it broke the connection off (ECONNRESET)'],
  ['ETIMEDOUT', 'it did not answer in time (ETIMEDOUT)'],
]);
