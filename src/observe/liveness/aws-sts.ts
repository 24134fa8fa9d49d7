import { createHash, createHmac } from 'node:crypto';
import type { BuiltRequest, Values } from './provider-request.ts';

const host = 'sts.amazonaws.com';
const body = 'Action=GetCallerIdentity&Version=2011-06-15';
const region = 'us-east-1';

/**
 * GetCallerIdentity, which every valid key may call and which changes nothing, signed with AWS Signature Version 4
 * (docs.aws.amazon.com, IAM User Guide, "Create a signed AWS API request"). `values.id` is the access key id, `values.secret` its secret.
 */
export function stsRequest({ id, secret, token }: Values, at: Date): BuiltRequest {
  if (id === undefined || secret === undefined) return { refused: 'the other half of the key was not found beside it' };
  if (id.startsWith('ASIA') && token === undefined)
    return { refused: 'a temporary key answers only with its session token, which was not found beside it' };
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    host,
    'x-amz-date': time,
    ...(token !== undefined && { 'x-amz-security-token': token }),
  };
  return {
    request: {
      method: 'POST',
      url: new URL(`https://${host}/`),
      headers: { ...headers, authorization: authorization(headers, { id, secret, time }) },
      body,
    },
  };
}

interface Signing {
  readonly id: string;
  readonly secret: string;
  /** `20261122T120000Z`. */
  readonly time: string;
}

function authorization(headers: Readonly<Record<string, string>>, { id, secret, time }: Signing): string {
  const names = Object.keys(headers).toSorted();
  const signed = names.join(';');
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    signed,
    sha256(body),
  ].join('\n');
  const scope = `${time.slice(0, 8)}/${region}/sts/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [time.slice(0, 8), region, 'sts', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${signed}, Signature=${hmac(key, toSign).toString('hex')}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
