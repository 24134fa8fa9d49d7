import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Verification } from '#ground/model';
import { requestOf } from './request.ts';

const at = new Date('2026-11-22T12:00:00Z');
const answers = { live: { status: [200] }, dead: { status: [401] } };
const ofTenant = Verification.parse({
  url: 'https://{host}/api/me?key={secret}',
  hosts: ['.provider.dev'],
  ...answers,
});

describe('a request to a provider [3:secrets-verify]', () => {
  test('whatever the value is, it goes to the host that the rule names', () => {
    const fixed = Verification.parse({
      url: 'https://api.provider.dev/{secret}/me?t={secret}#x',
      headers: { 'x-key': '{secret}' },
      ...answers,
    });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (secret) => {
        const built = requestOf(fixed, { secret }, at);
        if ('refused' in built) return;
        expect(built.request.url.host).toBe('api.provider.dev');
        expect(built.request.url.protocol).toBe('https:');
        expect(built.request.headers['x-key']).not.toMatch(/[\r\n\0]/);
      }),
    );
  });

  test.each([
    'evil.dev',
    'provider.dev',
    'evil.dev/.provider.dev',
    'a@b.provider.dev',
    'evil.dev#.provider.dev',
    'a:1.provider.dev',
    'a\\.provider.dev',
  ])('a customer’s host %s is refused', (host) => {
    expect(requestOf(ofTenant, { host, secret: 's' }, at)).toHaveProperty('refused');
  });

  test('a customer’s host below the provider’s is taken', () => {
    expect(requestOf(ofTenant, { host: 'Acme-1.provider.dev', secret: 'a&b=c/d' }, at)).toMatchObject({
      request: { method: 'GET', url: new URL('https://acme-1.provider.dev/api/me?key=a%26b%3Dc%2Fd') },
    });
  });

  test('a value that is not there is named', () => {
    expect(requestOf(ofTenant, { secret: 's' }, at)).toEqual({
      refused: 'the host that belongs to it was not found beside it',
    });
  });

  test('a user and a password are encoded together (RFC 7617)', () => {
    const basic = Verification.parse({ url: 'https://api.provider.dev/', basic: '{id}:{secret}', ...answers });
    expect(requestOf(basic, { id: 'me', secret: 'pw:1' }, at)).toMatchObject({
      request: { headers: { authorization: `Basic ${Buffer.from('me:pw:1').toString('base64')}` } },
    });
  });

  test('no rule can name a host by template without saying below which, or be sent in the clear', () => {
    expect(
      requestOf(Verification.parse({ url: 'https://{host}/', ...answers }), { host: 'api.dev' }, at),
    ).toHaveProperty('refused');
    expect(Verification.safeParse({ url: 'http://api.dev/', ...answers }).success).toBe(false);
  });
});
