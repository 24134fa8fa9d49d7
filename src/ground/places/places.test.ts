import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './folder.ts';
import { assetPath, cacheHome, dataHome, distOf } from './places.ts';

test('On Linux data and caches lie where the XDG specification puts them', () => {
  expect(dataHome({ HOME: '/home/ada' }, 'linux')).toBe('/home/ada/.local/share/selvedge');
  expect(cacheHome({ HOME: '/home/ada' }, 'linux')).toBe('/home/ada/.cache/selvedge');
  expect(dataHome({ HOME: '/home/ada', XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/selvedge');
  expect(cacheHome({ HOME: '/home/ada', XDG_CACHE_HOME: '/cache' }, 'linux')).toBe('/cache/selvedge');
});

test('A relative XDG path is ignored, as the specification says', () => {
  expect(cacheHome({ HOME: '/home/ada', XDG_CACHE_HOME: 'here' }, 'linux')).toBe('/home/ada/.cache/selvedge');
});

test('On macOS and Windows they lie where these systems keep them', () => {
  expect(dataHome({ HOME: '/Users/ada' }, 'darwin')).toBe('/Users/ada/Library/Application Support/selvedge');
  expect(cacheHome({ HOME: '/Users/ada' }, 'darwin')).toBe('/Users/ada/Library/Caches/selvedge');
  expect(cacheHome({ LOCALAPPDATA: '/local' }, 'win32')).toBe('/local/selvedge/cache');
});

test('The overrides win over everything', () => {
  expect(dataHome({ HOME: '/home/ada', XDG_DATA_HOME: '/data', SELVEDGE_DATA_HOME: '/d' }, 'linux')).toBe('/d');
  expect(cacheHome({ HOME: '/home/ada', XDG_CACHE_HOME: '/cache', SELVEDGE_CACHE_HOME: '/c' }, 'linux')).toBe('/c');
});

test('Assets are found in dist from the sources and from any chunk of the bundle', () => {
  expect(distOf('/opt/selvedge/src/ground/places')).toBe('/opt/selvedge/dist');
  expect(distOf('/opt/selvedge/dist/cli')).toBe('/opt/selvedge/dist');
  expect(distOf('/srv/dist/selvedge/dist/cli/chunks')).toBe('/srv/dist/selvedge/dist');
  expect(assetPath('secrets.wasm')).toBe(join(process.cwd(), 'dist/assets/secrets.wasm'));
  expect(existsSync(join(assetPath('secrets.wasm'), '../../../package.json'))).toBe(true);
});

test('A folder is made with those above it, or the system says why not', () => {
  const home = mkdtempSync(join(tmpdir(), 'selvedge-places-'));
  try {
    makeFolder(join(home, 'a/b/c'));
    makeFolder(join(home, 'a/b/c'));
    expect(statSync(join(home, 'a/b')).mode & 0o777).toBe(0o700);
    writeFileSync(join(home, 'file'), '');
    expect(() => makeFolder(join(home, 'file/x'))).toThrow('EEXIST');
    // On Linux, mkdir's own `recursive` never comes back from this one.
    expect(() => makeFolder('/proc/selvedge/x')).toThrow();
  } finally {
    rmSync(home, { recursive: true });
  }
});
