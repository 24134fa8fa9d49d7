import { expect, test } from 'vitest';
import { playRegistry } from '../../../ground/registries/testing.ts';
import { fixedFiles } from '../testing.ts';
import { appliesSomewhere, leastPython } from './marker.ts';
import { askedInPyproject, withRequirementsIn } from './pyproject.ts';
import { pythonIndex, sumOf } from './testing.ts';
import { requirements } from './requirements.ts';
import { withPins, withSpecifier } from './requirements-text.ts';

const index = pythonIndex({
  web: { '1.0': ['text>=1.0'], '1.1': ['text>=1.0'], '2.0': ['text>=1.0'] },
  text: {
    '1.0': [],
    '1.1': ['extra-dep>=1; python_version >= "3.8"', 'old; python_version < "3.0"', 'lint; extra == "dev"'],
    '1.2': [],
  },
  'extra-dep': { '1.0': [], '1.5': [] },
  pin: { '1.0': ['text<1.1'], '1.1': ['text<2'] },
});

test('A pin by hand moves where it stands, comments, extras and markers kept [4:fix-python]', async () => {
  const text = '# the shop\nWeb[fast]==1.0 ; python_version >= "3.8"  # keep\ntext == 1.0\n-r other.txt\n';
  const { files } = await fixedFiles(
    requirements,
    'requirements.txt',
    { 'requirements.txt': text },
    playRegistry({}, index).registries,
    {
      'pkg:pypi/web': ['1.0'],
      'pkg:pypi/text': ['1.0', '1.1'],
    },
  );
  expect(files.get('requirements.txt')).toBe(
    '# the shop\nWeb[fast]==1.1 ; python_version >= "3.8"  # keep\ntext == 1.2\n-r other.txt\n',
  );
});

test('Hashes are those of every file of the new version, and what is newly needed is named with its own [4:fix-python]', async () => {
  const text = [
    'text==1.0 \\',
    `    --hash=sha256:${'a'.repeat(64)}`,
    '    # via web',
    'web==1.0 \\',
    `    --hash=sha256:${'b'.repeat(64)} \\`,
    `    --hash=sha256:${'c'.repeat(64)}`,
    '    # via -r requirements.in',
    '',
  ].join('\n');
  const { files, plan } = await fixedFiles(
    requirements,
    'requirements.txt',
    { 'requirements.txt': text, 'requirements.in': 'web>=1.0\n' },
    playRegistry({}, index).registries,
    { 'pkg:pypi/text': ['1.0'] },
  );
  expect(plan.groups[0]!.changes).toMatchObject([{ kind: 'bump', name: 'text', from: '1.0', to: '1.1' }]);
  expect(files.get('requirements.txt')).toBe(
    [
      'extra-dep==1.5 ; python_version >= "3.8" \\',
      `    --hash=sha256:${sumOf('extra-dep', '1.5', 'tar.gz')} \\`,
      `    --hash=sha256:${sumOf('extra-dep', '1.5', 'whl')}`,
      '    # via text',
      'text==1.1 \\',
      `    --hash=sha256:${sumOf('text', '1.1', 'tar.gz')} \\`,
      `    --hash=sha256:${sumOf('text', '1.1', 'whl')}`,
      ...text.split('\n').slice(2),
    ].join('\n'),
  );
  expect(files.get('requirements.in')).toBe('web>=1.0\n');
});

test('What keeps a version out is raised first, in the file that it was compiled from [4:fix-python] [4:fix-smallest]', async () => {
  const { files } = await fixedFiles(
    requirements,
    'requirements.txt',
    {
      'requirements.txt': 'pin==1.0\n    # via -r requirements.in\ntext==1.0\n    # via pin\n',
      'requirements.in': 'pin==1.0  # ours\n',
    },
    playRegistry({}, index).registries,
    { 'pkg:pypi/text': ['1.0', '1.1'] },
  );
  expect([files.get('requirements.txt'), files.get('requirements.in')]).toEqual([
    'pin==1.1\n    # via -r requirements.in\ntext==1.2\n    # via pin\n',
    'pin==1.1  # ours\n',
  ]);
});

test('Only the pin of the package itself moves, whatever stands beside it', () => {
  const pins = new Map([['a', { version: '2.0', hashes: [] }]]);
  expect(withPins('ab==1.0\nA==1.0 # a==1.0\nb==1.0; extra == "a"\n', pins)).toBe(
    'ab==1.0\nA==2.0 # a==1.0\nb==1.0; extra == "a"\n',
  );
  expect(
    withPins('a==1.0 --hash=sha256:x --hash=sha256:y\r\n', new Map([['a', { version: '2.0', hashes: ['sha256:z'] }]])),
  ).toBe('a==2.0 --hash=sha256:z\r\n');
  expect(withSpecifier('a[x]>=1, <2 ; y\n', 'a', '>=1,<2', '>=1.5,<2')).toBe('a[x]>=1.5,<2 ; y\n');
  expect(withSpecifier('a>=2\n', 'a', '>=1', '>=3')).toBeUndefined();
});

test('pyproject.toml is read and edited in the forms of PEP 621, PEP 735 and Poetry', () => {
  const text = `[project]
dependencies = ["Web[fast]>=1.0 ; python_version > '3'", "text (>=1.0)"]
[dependency-groups]
test = ["pin==1.0"]
[tool.poetry.dependencies]
python = "^3.9"
extra-dep = "^1.0" # why
other = { version = "~1.1", extras = ["a"] }
`;
  expect(askedInPyproject('pyproject.toml', text).map(({ name, constraint }) => `${name}${constraint}`)).toEqual([
    'web>=1.0',
    'text>=1.0',
    'pin==1.0',
    'extra-dep^1.0',
    'other~1.1',
  ]);
  let edited = text;
  for (const [name, from, to] of [
    ['web', '>=1.0', '>=1.1'],
    ['text', '>=1.0', '>=1.2'],
    ['pin', '==1.0', '==1.1'],
    ['extra-dep', '^1.0', '^1.5'],
    ['other', '~1.1', '~1.2'],
  ] as const)
    edited = withRequirementsIn(edited, name, from, to) ?? '';
  expect(edited).toBe(
    text
      .replace('Web[fast]>=1.0', 'Web[fast]>=1.1')
      .replace('(>=1.0)', '(>=1.2)')
      .replace('pin==1.0', 'pin==1.1')
      .replace('"^1.0"', '"^1.5"')
      .replace('"~1.1"', '"~1.2"'),
  );
  expect(askedInPyproject('pyproject.toml', '= broken')).toEqual([]);
});

test('A marker that only an old Python meets asks for nothing', () => {
  expect(
    ['python_version < "3.0"', 'python_version<="3.8"', 'python_version == "2.7"'].map((marker) =>
      appliesSomewhere(marker),
    ),
  ).toEqual([false, false, false]);
  expect(
    [undefined, 'python_version < "3.11"', 'sys_platform == "win32"', 'python_version < "3" or os_name == "nt"'].map(
      appliesSomewhere,
    ),
  ).toEqual([true, true, true, true]);
  expect(appliesSomewhere('python_version < "3.11"', leastPython('>=3.11,<4'))).toBe(false);
  expect([leastPython('^3.10'), leastPython('>=3'), leastPython('*')]).toEqual([310, 300, undefined]);
});
