import { expect, test } from 'vitest';
import { openRegistries, registryPlaces } from '#ground/registries';
import { playRegistry } from '../../../ground/registries/testing.ts';
import { editedBy, fixedFiles } from '../testing.ts';
import { requireIn } from './go-mod.ts';
import { withSums } from './go-sum.ts';
import { go } from './go.ts';

const sum = (letter: string) => `h1:${letter.repeat(43)}=`;
const at = (module: string, version: string) => `${module} ${version} ${sum('x')}`;

/** Modules by version, with the text of their go.mod behind the module line. */
function modules(all: Readonly<Record<string, Readonly<Record<string, string>>>>): Record<string, string> {
  const documents: Record<string, string> = {};
  for (const [module, versions] of Object.entries(all)) {
    documents[`https://go.test/${module}/@v/list`] = Object.keys(versions).join('\n');
    documents[`https://go.test/${module}/@latest`] = JSON.stringify({ Version: Object.keys(versions).at(-1) });
    for (const [version, rest] of Object.entries(versions)) {
      documents[`https://go.test/${module}/@v/${version}.mod`] = `module ${module}\n\n${rest}\n`;
      documents[`https://go.test/${module}/@v/${version}.info`] = JSON.stringify({ Time: '2020-01-01T00:00:00Z' });
      documents[`https://go.test/sumdb/sum.golang.org/lookup/${module}@${version}`] =
        `1\n${module} ${version} ${sum('N')}\n${module} ${version}/go.mod ${sum('M')}\n\ntree\n`;
    }
  }
  return documents;
}

const goMod = `module example.org/shop // ours

go 1.21

require (
	a.test/web v1.0.0 // the server
	c.test/log v1.0.0
)

require b.test/text v0.1.0 // indirect
`;
const goSum = `a.test/web v1.0.0 ${sum('a')}
a.test/web v1.0.0/go.mod ${sum('b')}
b.test/text v0.1.0 ${sum('c')}
b.test/text v0.1.0/go.mod ${sum('d')}
c.test/log v1.0.0 ${sum('e')}
c.test/log v1.0.0/go.mod ${sum('f')}
`;
const proxy = modules({
  'a.test/web': {
    'v1.0.0': 'go 1.20\nrequire b.test/text v0.1.0',
    'v1.1.0': 'go 1.22\nrequire (\n\tb.test/text v0.2.0\n\td.test/new v1.0.0\n\te.test/tool v1.0.0 // indirect\n)',
  },
  'b.test/text': { 'v0.1.0': 'go 1.20', 'v0.2.0': 'go 1.20', 'v0.2.1': 'go 1.20', 'v0.3.0-rc.1': 'go 1.20' },
  'c.test/log': { 'v1.0.0': 'go 1.20' },
  'd.test/new': { 'v1.0.0': 'go 1.20\nrequire f.test/far v1.0.0' },
  'e.test/tool': { 'v1.0.0': 'go 1.20' },
  'f.test/far': { 'v1.0.0': 'go 1.20' },
});

test('A module is raised with what it requires, and what it requires anew is named as indirect [4:fix-go-cargo]', async () => {
  const { plan, files } = await fixedFiles(
    go,
    'go.mod',
    { 'go.mod': goMod, 'go.sum': goSum },
    playRegistry({}, proxy).registries,
    {
      'pkg:golang/a.test/web': ['v1.0.0'],
      'pkg:golang/b.test/text': ['v0.1.0', 'v0.2.0'],
    },
  );
  expect(plan.unfixed).toEqual([]);
  expect(files.get('go.mod')).toBe(
    goMod
      .replace('go 1.21', 'go 1.22')
      .replace('web v1.0.0', 'web v1.1.0')
      .replace(
        'text v0.1.0 // indirect\n',
        'text v0.2.1 // indirect\n\nrequire d.test/new v1.0.0 // indirect\n\nrequire e.test/tool v1.0.0 // indirect\n',
      ),
  );
  expect(plan.groups[0]!.notes).toContain('a.test/web v1.1.0 wants go >=1.22 (before: >=1.20)');
  const sums = files.get('go.sum')?.split('\n') ?? [];
  expect(sums).toContain(`a.test/web v1.1.0 ${sum('N')}`);
  expect(sums).toContain(`a.test/web v1.0.0/go.mod ${sum('b')}`);
  expect(sums).not.toContain(`a.test/web v1.0.0 ${sum('a')}`);
  expect(sums).toContain(`c.test/log v1.0.0 ${sum('e')}`);
  // What the module's own go.mod names is all that its packages need.
  expect(sums.some((line) => line.startsWith('f.test/far') && !line.includes('/go.mod'))).toBe(false);
});

test('Without a checksum nothing is written, and the command that would do it is named', async () => {
  const without = Object.fromEntries(Object.entries(proxy).filter(([url]) => !url.includes('/sumdb/')));
  await expect(
    editedBy(go, 'go.mod', { 'go.mod': goMod, 'go.sum': goSum }, playRegistry({}, without).registries, [
      { kind: 'bump', name: 'b.test/text', from: 'v0.1.0', to: 'v0.2.1', distance: 'minor' },
    ]),
  ).rejects.toMatchObject({ code: 'not-editable', remedy: 'go get b.test/text@v0.2.1 && go mod tidy' });
});

test('What is replaced, and the standard library, are not moved by a require line [4:fix-none]', async () => {
  const text = `${goMod}\nreplace b.test/text => fork.test/text v0.1.0\n`;
  const { plan } = await fixedFiles(
    go,
    'go.mod',
    { 'go.mod': text, 'go.sum': goSum },
    playRegistry({}, proxy).registries,
    {
      'pkg:golang/fork.test/text': ['v0.1.0'],
      'pkg:golang/stdlib': ['1.21', '1.21.0'],
    },
  );
  expect(plan.unfixed.map(({ reason }) => reason).toSorted()).toEqual([
    'it was not fetched from the registry but from a replace directive (b.test/text v0.1.0)',
    'it was not fetched from the registry but from the Go toolchain (raise the go or toolchain line of go.mod, and build with it)',
  ]);
});

test('A module that is private is not asked about, which is said, and others are fixed all the same', async () => {
  const { ask, asked } = playRegistry({}, proxy);
  const places = registryPlaces({ GOPROXY: 'https://go.test', GOPRIVATE: 'c.test', HOME: '/nonexistent' });
  const { plan, files } = await fixedFiles(
    go,
    'go.mod',
    { 'go.mod': goMod, 'go.sum': goSum },
    openRegistries({ ask, cache: undefined, places }),
    { 'pkg:golang/b.test/text': ['v0.1.0'], 'pkg:golang/c.test/log': ['v1.0.0'] },
  );
  expect(plan.unfixed.map(({ reason }) => reason)).toEqual([
    'c.test/log is not asked about: the settings of Go say that it is private',
  ]);
  expect(files.get('go.mod')).toContain('b.test/text v0.2.0');
  expect(asked.filter((url) => url.includes('c.test'))).toEqual([]);
});

test('A new line goes into the block of indirect ones, in its order, with the newlines of the file', () => {
  const text = 'module m\r\n\r\nrequire (\r\n\ta.test/a v1.0.0 // indirect\r\n\tc.test/c v1.0.0 // indirect\r\n)\r\n';
  expect(requireIn(text, 'b.test/b', 'v1.0.0')).toBe(
    text.replace('\tc.test', '\tb.test/b v1.0.0 // indirect\r\n\tc.test'),
  );
});

test('go.sum keeps its order, and one that has none gets its new lines at the end', () => {
  const sorted = [at('a', 'v1.9.0'), at('a', 'v1.10.0'), at('b', 'v1.0.0')].join('\n');
  expect(withSums(`${sorted}\n`, [at('a', 'v1.9.1')], new Map())).toBe(
    `${[at('a', 'v1.9.0'), at('a', 'v1.9.1'), at('a', 'v1.10.0'), at('b', 'v1.0.0')].join('\n')}\n`,
  );
  expect(withSums(`${at('b', 'v1.0.0')}\n${at('a', 'v1.0.0')}\n`, [at('a', 'v2.0.0')], new Map())).toBe(
    `${at('b', 'v1.0.0')}\n${at('a', 'v1.0.0')}\n${at('a', 'v2.0.0')}\n`,
  );
});
