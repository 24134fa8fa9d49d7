import { expect, test } from 'vitest';
import { proxyFor } from './proxy.ts';

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'proxy:3128' }, 'http://proxy:3128/'],
  [{ HTTPS_PROXY: 'http://one:1', https_proxy: 'http://two:2' }, 'http://two:2/'],
  [{ ALL_PROXY: 'https://proxy/' }, 'https://proxy/'],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'other, provider.dev:443' }, undefined],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'vider.dev' }, 'http://p/'],
])('the proxy of %j is %s', (environment, expected) => {
  expect(proxyFor('https', 'api.provider.dev', environment)?.href).toBe(expected);
});

test('plain HTTP goes through a proxy of its own, and HTTP_PROXY in capitals is not heard', () => {
  expect(proxyFor('http', 'a.dev', { http_proxy: 'http://p:1' })?.href).toBe('http://p:1/');
  expect(proxyFor('http', 'a.dev', { HTTP_PROXY: 'http://p:1' })).toBeUndefined();
});

test.each(['localhost', 'a.localhost', '127.0.0.1', '127.8.8.8', '[::1]'])('%s is reached without a proxy', (host) => {
  expect(proxyFor('https', host, { HTTPS_PROXY: 'http://p:1' })).toBeUndefined();
});

test('a proxy that is no URL of HTTP is told', () => {
  expect(() => proxyFor('https', 'a.dev', { HTTPS_PROXY: 'socks5://p:1' })).toThrow('no http or https URL');
});
