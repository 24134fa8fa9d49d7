import { expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './go-sum.ts';
import { reader as vendor } from './vendor.ts';
import { reader as work } from './go-work.ts';

const hash = `h1:${'A'.repeat(43)}=`;
const sum = `golang.org/x/text v0.14.0 ${hash}
golang.org/x/text v0.14.0/go.mod ${hash}
golang.org/x/net v0.1.0/go.mod ${hash}
`;

test('go.sum lists what was downloaded whole, with its checksum [4:go-mod]', () => {
  const content = readText(reader, 'go.sum', sum);
  expect(shown(content)).toEqual(['1 pkg:golang/golang.org/x/text@v0.14.0']);
  expect(content.packages[0]?.integrity).toBe(hash);
});

test('go.sum with two checksums for one version says so', () => {
  const other = `h1:${'B'.repeat(43)}=`;
  expect(readText(reader, 'go.sum', `${sum}golang.org/x/text v0.14.0 ${other}\nhello\n`).problems).toMatchObject([
    { kind: 'duplicate', line: 4, purl: 'pkg:golang/golang.org/x/text@v0.14.0' },
    { kind: 'malformed', line: 5 },
  ]);
});

const modules = `# github.com/pkg/errors v0.9.1
## explicit
github.com/pkg/errors
# golang.org/x/sys v0.1.0
## explicit; go 1.17
golang.org/x/sys/unix
# golang.org/x/text v0.3.0 => github.com/acme/text v0.4.0
golang.org/x/text/unicode
# k8s.io/api v0.0.0 => ./staging/src/k8s.io/api
`;

test('vendor/modules.txt lists what stands in the folder [4:go-mod]', () => {
  const content = readText(vendor, 'a/vendor/modules.txt', modules);
  expect(content.role).toBe('installed');
  expect(shown(content)).toEqual([
    '1 pkg:golang/github.com/pkg/errors@v0.9.1 direct',
    '4 pkg:golang/golang.org/x/sys@v0.1.0 direct',
    '7 pkg:golang/github.com/acme/text@v0.4.0',
    '9 pkg:golang/k8s.io/api',
  ]);
  expect(content.packages[2]?.place).toBe('a/vendor/golang.org/x/text');
  expect(vendor.wants('modules.txt', 'modules.txt')).toBe(false);
});

const workspace = 'go 1.22\n\nuse (\n\t./api\n\t./tools\n)\n\nreplace golang.org/x/text => ./text\n';

test('go.work names its modules and what it replaces [4:go-mod]', () => {
  expect(readText(work, 'go.work', workspace)).toEqual({
    role: 'manifest',
    packages: [],
    extra: {
      uses: [
        { path: './api', line: 4 },
        { path: './tools', line: 5 },
      ],
      replaced: [{ path: 'golang.org/x/text', by: './text', line: 8 }],
    },
  });
});

test('whatever is broken in them, they are read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
  holdsForAnyMutation(reader, 'go.sum', [sum]);
  holdsForAnyMutation(vendor, 'vendor/modules.txt', [modules]);
  holdsForAnyMutation(work, 'go.work', [workspace]);
});
