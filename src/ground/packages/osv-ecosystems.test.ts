import { expect, test } from 'vitest';
import { osvEcosystemOf, purlTypeOf, readOsvEcosystem } from './index.ts';

test('OSV’s ecosystems are read as purl types with vendor and release', () => {
  expect(readOsvEcosystem('crates.io')).toEqual({ type: 'cargo' });
  expect(readOsvEcosystem('Debian:12')).toEqual({ type: 'deb', namespace: 'debian', release: '12' });
  expect(readOsvEcosystem('Ubuntu:22.04:LTS')).toEqual({ type: 'deb', namespace: 'ubuntu', release: '22.04:LTS' });
  expect(readOsvEcosystem('Alpine:v3.19')).toEqual({ type: 'apk', namespace: 'alpine', release: 'v3.19' });
  expect(readOsvEcosystem('Rocky Linux:9')).toEqual({ type: 'rpm', namespace: 'rocky-linux', release: '9' });
  expect(purlTypeOf('Packagist')).toBe('composer');
  expect(purlTypeOf('OSS-Fuzz')).toBeUndefined();
  expect(purlTypeOf('constructor')).toBeUndefined();
});

test('a package’s OSV ecosystem has the release that its distro qualifier names', () => {
  expect(osvEcosystemOf('pypi')).toBe('PyPI');
  expect(osvEcosystemOf('deb', 'debian', 'debian-12')).toBe('Debian:12');
  expect(osvEcosystemOf('deb', 'debian', 'bookworm')).toBe('Debian:12');
  expect(osvEcosystemOf('deb', 'ubuntu', 'ubuntu-22.04')).toBe('Ubuntu:22.04:LTS');
  expect(osvEcosystemOf('deb', 'ubuntu', 'ubuntu-23.10')).toBe('Ubuntu:23.10');
  expect(osvEcosystemOf('apk', 'alpine', 'alpine-3.19.1')).toBe('Alpine:v3.19');
  expect(osvEcosystemOf('rpm', 'almalinux', 'almalinux-9.3')).toBe('AlmaLinux:9');
  expect(osvEcosystemOf('rpm', 'opensuse', 'opensuse-leap-15.5')).toBe('openSUSE:Leap 15.5');
  expect(osvEcosystemOf('deb', 'debian')).toBe('Debian');
  expect(osvEcosystemOf('generic')).toBeUndefined();
});
