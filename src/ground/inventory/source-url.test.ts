import { expect, test } from 'vitest';
import { withoutCredentials } from './source-url.ts';

test.each([
  ['https://user:word@example.com/x.tgz', 'https://example.com/x.tgz'],
  ['https://token@example.com:8080/x.tgz', 'https://example.com:8080/x.tgz'],
  ['https://user:wo/rd@example.com/x.tgz', 'https://example.com/x.tgz'],
  ['https://example.com/@scope/x/-/x-1.0.0.tgz', 'https://example.com/@scope/x/-/x-1.0.0.tgz'],
  ['https://example.com/x.tgz?token=abc#0123abc', 'https://example.com/x.tgz#0123abc'],
  ['git+ssh://git@github.com/o/r.git#0123abc', 'git+ssh://github.com/o/r.git#0123abc'],
  ['git@github.com:o/r.git', 'github.com:o/r.git'],
  ['github:o/r#v1', 'github:o/r#v1'],
  ['https://example.com/t/s3cr3tpw/own/linux-64/x.conda', 'https://example.com/own/linux-64/x.conda'],
  ['https://example.com/t/tk-12/own', 'https://example.com/own'],
  ['https://github.com/t/repository', 'https://github.com/t/repository'],
  ['../folder', '../folder'],
])('%s loses what could let somebody in', (url, expected) => {
  expect(withoutCredentials(url)).toBe(expected);
});
