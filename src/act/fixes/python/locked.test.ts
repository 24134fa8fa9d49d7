import { expect, test } from 'vitest';
import { playRegistry } from '../../../ground/registries/testing.ts';
import { asPep440 } from '../plan/poetry-range.ts';
import { fixedFiles } from '../testing.ts';
import { contentHash, poetry } from './poetry.ts';
import { pythonIndex, sumOf } from './testing.ts';
import { uv } from './uv.ts';

const index = pythonIndex({
  web: {
    '1.0': ['text<1.1'],
    '1.1': ['text>=1.1,<2', 'fresh; sys_platform == "win32"', 'old; python_version < "3.9"'],
  },
  text: { '1.0': [], '1.1': [] },
  fresh: { '0.9': [], '1.0': [] },
});
const bad = { 'pkg:pypi/text': ['1.0'] };

const uvPackage = (name: string, version: string, more = '') =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "https://pypi.org/simple" }\n${more}sdist = { url = "https://files.test/${name}-${version}.tar.gz", hash = "sha256:${sumOf(name, version, 'tar.gz')}", size = 1000, upload-time = "2020-01-01T00:00:00Z" }\nwheels = [\n    { url = "https://files.test/${name}-${version}-py3-none-any.whl", hash = "sha256:${sumOf(name, version, 'whl')}", size = 1000, upload-time = "2020-01-01T00:00:00Z" },\n]\n`;
const uvShop = (specifier: string) =>
  `[[package]]\nname = "shop"\nversion = "0.1.0"\nsource = { virtual = "." }\ndependencies = [\n    { name = "web" },\n]\n\n[package.metadata]\nrequires-dist = [{ name = "web", specifier = "${specifier}" }]\n`;
const projectTable = (specifier: string) =>
  `[project]\nname = "shop"\nversion = "0.1.0"\nrequires-python = ">=3.9"\ndependencies = [\n    "web${specifier}",  # ours\n]\n`;
const uvHead = 'version = 1\nrevision = 3\nrequires-python = ">=3.9"\n\n';

test('uv: files, hashes and requirements of what moves, and the specifier that the lockfile repeats [4:fix-python]', async () => {
  const lock = `${uvHead}${[uvShop('==1.0'), uvPackage('text', '1.0'), uvPackage('web', '1.0', 'dependencies = [\n    { name = "text" },\n]\n')].join('\n')}`;
  const { files } = await fixedFiles(
    uv,
    'uv.lock',
    { 'pyproject.toml': projectTable('==1.0'), 'uv.lock': lock },
    playRegistry({}, index).registries,
    bad,
  );
  expect(files.get('pyproject.toml')).toBe(projectTable('==1.1'));
  expect(files.get('uv.lock')).toBe(
    `${uvHead}${[
      uvPackage('fresh', '1.0'),
      uvShop('==1.1'),
      uvPackage('text', '1.1'),
      uvPackage(
        'web',
        '1.1',
        `dependencies = [\n    { name = "fresh", marker = "sys_platform == 'win32'" },\n    { name = "text" },\n]\n`,
      ),
    ].join('\n')}`,
  );
});

const poetryPackage = (name: string, version: string, dependencies: readonly string[] = []) =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\ndescription = "Kept."\noptional = false\npython-versions = "*"\ngroups = ["main"]\nfiles = [\n    {file = "${name}-${version}-py3-none-any.whl", hash = "sha256:${sumOf(name, version, 'whl')}"},\n    {file = "${name}-${version}.tar.gz", hash = "sha256:${sumOf(name, version, 'tar.gz')}"},\n]\n${dependencies.length === 0 ? '' : `\n[package.dependencies]\n${dependencies.map((each) => `${each}\n`).join('')}`}`;
const pyproject = (web: string) =>
  `[tool.poetry]\nname = "shop"\n\n[tool.poetry.dependencies]\npython = "^3.9"\nweb = "${web}" # ours\n`;
const poetryTail = (web: string) =>
  `\n[metadata]\nlock-version = "2.1"\npython-versions = "^3.9"\ncontent-hash = "${contentHash(pyproject(web))}"\n`;

test('Poetry: files, requirements and the content hash, with the manifest in its own notation [4:fix-python]', async () => {
  const lock = `# generated\n\n${[poetryPackage('text', '1.0'), poetryPackage('web', '1.0', ['text = "<1.1"'])].join('\n')}${poetryTail('~1.0.0')}`;
  const { files } = await fixedFiles(
    poetry,
    'poetry.lock',
    { 'pyproject.toml': pyproject('~1.0.0'), 'poetry.lock': lock },
    playRegistry({}, index).registries,
    bad,
  );
  expect(files.get('pyproject.toml')).toBe(pyproject('~1.1'));
  expect(files.get('poetry.lock')).toBe(
    `# generated\n\n${[
      poetryPackage('fresh', '1.0').replace('Kept.', ''),
      poetryPackage('text', '1.1'),
      poetryPackage('web', '1.1', [
        'fresh = {version = "*", markers = "sys_platform == \\"win32\\""}',
        'text = ">=1.1,<2"',
      ]),
    ].join('\n')}${poetryTail('~1.1')}`,
  );
});

test('Poetry: a lockfile that was not written for its manifest is left alone', async () => {
  const lock = `# generated\n\n${[poetryPackage('text', '1.0'), poetryPackage('web', '1.0', ['text = "<1.1"'])].join('\n')}${poetryTail('~1.0.1')}`;
  await expect(
    fixedFiles(
      poetry,
      'poetry.lock',
      { 'pyproject.toml': pyproject('~1.0.0'), 'poetry.lock': lock },
      playRegistry({}, index).registries,
      bad,
    ),
  ).rejects.toMatchObject({ code: 'not-editable', remedy: 'run poetry lock first' });
});

test("Poetry's content hash is the one that Poetry 2 writes", () => {
  // Hashes of json.dumps(…, sort_keys=True), as its locker takes them.
  expect(contentHash('[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3.9"\n')).toBe(
    'c595a0588c25d58f3e3834ad7169126836d262b925fe6ca9b5d540dcf301d254',
  );
  expect(
    contentHash('[project]\nname = "é"\nrequires-python = ">=3.9"\ndependencies = ["é>=1"]\n[tool.poetry]\n'),
  ).toBe('0f6714f41d14f5c79de46f2650fa32c6b894bd1c8cbfc7c9f6c939189fcd0e25');
});

test("Poetry's ranges mean what Poetry says", () => {
  expect(
    ['^1.2.3', '^0.2.3', '^0.0.3', '^0', '~1.2.3', '~1.2', '~1', '1.2.3', '2.*', '*', '>=1, <2', '~=1.2'].map(asPep440),
  ).toEqual([
    '>=1.2.3,<2',
    '>=0.2.3,<0.3',
    '>=0.0.3,<0.0.4',
    '>=0,<1',
    '>=1.2.3,<1.3',
    '>=1.2,<1.3',
    '>=1,<2',
    '==1.2.3',
    '==2.*',
    '',
    '>=1,<2',
    '~=1.2',
  ]);
});
