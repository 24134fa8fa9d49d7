import { describe, expect, it } from 'vitest';
import { ForbiddenAddressError, isPublicAddress, publicLookup, refuseLiteral } from './address.ts';

describe('an address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '192.0.1.1',
    '172.15.255.255',
    '172.32.0.1',
    '2606:4700::1111',
    '2001:4860:4860::8888',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::1',
    'nothing',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));
});

describe('a URL', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0/',
  ])('%s is refused, however its address is written [2:webhook-ssrf]', (url) => {
    expect(() => refuseLiteral(new URL(url))).toThrow(ForbiddenAddressError);
  });

  it('with a name is not refused before it is looked up', () => {
    expect(() => refuseLiteral(new URL('https://hooks.example.com/'))).not.toThrow();
  });
});

describe('a look-up', () => {
  it('of a name that leads to this machine is refused [2:webhook-ssrf]', async () => {
    const error = await new Promise((done) => publicLookup('localhost', { all: true }, done));
    expect(error).toBeInstanceOf(ForbiddenAddressError);
    expect(String(error)).not.toMatch(/127\.0\.0\.1|::1/);
    const single = await new Promise((done) => publicLookup('localhost', {}, done));
    expect(single).toBeInstanceOf(ForbiddenAddressError);
  });
});
