import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './metadata.ts';

const metadata = `Metadata-Version: 2.1
Name: Jinja2
Version: 3.1.4
License: BSD-3-Clause
Requires-Dist: MarkupSafe>=2.0

Version: 9 stands in the description
`;

test('an installed distribution is a package at its place [4:python-locks]', () => {
  const path = 'venv/lib/python3.12/site-packages/jinja2-3.1.4.dist-info/METADATA';
  const content = readText(reader, path, metadata);
  expect(content.role).toBe('installed');
  expect(shown(content)).toEqual(['2 pkg:pypi/jinja2@3.1.4']);
  expect(content.packages[0]).toMatchObject({ licence: 'BSD-3-Clause', place: path.slice(0, -'/METADATA'.length) });
  expect(shown(readText(reader, 'a/Foo.egg-info/PKG-INFO', 'Name: foo\r\nVersion: 1\r\n'))).toEqual([
    '1 pkg:pypi/foo@1',
  ]);
});

test('other files that are called so are not', () => {
  expect(reader.wants('res/METADATA', 'metadata')).toBe(false);
  expect(reader.read({ path: 'a.dist-info/METADATA', bytes: Buffer.from('hello') }, Infinity)).toBeUndefined();
});

test('whatever is broken in it, it is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'a.dist-info/METADATA', [metadata]);
});
