import type { Verification } from '#ground/model';
import { stsRequest } from './aws-sts.ts';
import type { BuiltRequest, Values } from './provider-request.ts';

/**
 * Fills the templates of a rule. Refused, with the reason for people: a value that is not known, one that would lead the request to another
 * host, and one with a control character in a header (RFC 9110 section 5.5).
 */
export function requestOf(verification: Verification, values: Values, at: Date): BuiltRequest {
  if ('signer' in verification) return stsRequest(values, at);
  const { method, url, hosts, headers, basic, body } = verification;
  const missing = [url, ...Object.values(headers), basic ?? '', body ?? '']
    .flatMap(namesIn)
    .find((name) => !(name in values));
  if (missing !== undefined) return { refused: `the ${missing} that belongs to it was not found beside it` };
  const target = urlOf(url, hosts, values);
  if (typeof target === 'string') return { refused: target };
  const filled: Record<string, string> = {};
  for (const [name, text] of Object.entries(headers)) filled[name.toLowerCase()] = fill(text, values);
  if (basic !== undefined) filled['authorization'] = `Basic ${Buffer.from(fill(basic, values)).toString('base64')}`;
  if (Object.values(filled).some((text) => /[^\t\x20-\x7e\x80-\xff]/.test(text)))
    return { refused: 'it holds a character that no header may hold' };
  return {
    request: {
      method,
      url: target,
      headers: filled,
      ...(body !== undefined && { body: fillEncoded(body, values, filled['content-type'] ?? '') }),
    },
  };
}

const placeholder = /\{([a-z][a-z0-9_]*)\}/gi;

function namesIn(template: string): string[] {
  return [...template.matchAll(placeholder)].map(([, name]) => name ?? '');
}

function fill(template: string, values: Values, encode: (value: string) => string = (value) => value): string {
  return template.replace(placeholder, (_, name: string) => encode(values[name] ?? ''));
}

/** In a body a value is written so that it stays one value. */
function fillEncoded(body: string, values: Values, contentType: string): string {
  if (contentType.includes('json')) return fill(body, values, (value) => JSON.stringify(value).slice(1, -1));
  return fill(body, values, encodeURIComponent);
}

/** The reason for which there is none, for people. */
function urlOf(template: string, hosts: readonly string[] | undefined, values: Values): URL | string {
  const host = /^https:\/\/([^/?#]*)/.exec(template)?.[1] ?? '';
  const isLiteral = namesIn(host).length === 0;
  const filledHost = fill(host, values).toLowerCase();
  // A customer's host comes from the scanned text: it must be a plain name below one of the provider's own.
  if (
    !isLiteral &&
    !(hosts ?? []).some((end) => filledHost.endsWith(end) && /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/.test(filledHost))
  )
    return `${filledHost.slice(0, 80)} is no host of the provider`;
  const url = new URL(
    `https://${filledHost}${fill(template.slice('https://'.length + host.length), values, encodeURIComponent)}`,
  );
  if (url.hostname !== filledHost.replace(/:\d+$/, '') || url.username !== '' || url.protocol !== 'https:')
    return 'it would lead the request to another host';
  return url;
}
