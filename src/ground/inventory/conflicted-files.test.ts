import { expect, test } from 'vitest';
import { linkFiles, readDependencyFile } from './index.ts';

const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
const h1 = `h1:${'A'.repeat(43)}=`;
const between = (before: string, ours: string, theirs: string, after = '') =>
  `${before}<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n${after}`;

test.each([
  ['poetry.lock', between('[[package]]\nname = "a"\n', 'version = "1"\n', 'version = "2"\n'), 'pkg:pypi/a'],
  ['uv.lock', between('version = 1\n[[package]]\nname = "a"\n', 'version = "1"\n', 'version = "2"\n'), 'pkg:pypi/a'],
  ['Pipfile.lock', between('{"default": {"a": {\n', '"version": "==1"\n', '"version": "==2"\n', '}}}\n'), 'pkg:pypi/a'],
  ['requirements.txt', between('', 'a==1\n', 'a==2\n'), 'pkg:pypi/a'],
  ['pyproject.toml', between('[project]\ndependencies = [\n', '"a==1",\n', '"a==2",\n', ']\n'), 'pkg:pypi/a'],
  ['environment.yml', between('dependencies:\n', '- a==1\n', '- a==2\n'), 'pkg:conda/a'],
  [
    'Cargo.lock',
    between('[[package]]\nname = "a"\n', `version = "1"\n${source}\n`, `version = "2"\n${source}\n`),
    'pkg:cargo/a',
  ],
  ['go.mod', between('module m\nrequire (\n', 'x.y/a v1\n', 'x.y/a v2\n', ')\n'), 'pkg:golang/x.y/a'],
  ['go.sum', between('', `x.y/a v1 ${h1}\n`, `x.y/a v2 ${h1}\n`), 'pkg:golang/x.y/a'],
  [
    'pom.xml',
    between(
      '<project><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId>\n',
      '<version>1</version>\n',
      '<version>2</version>\n',
      '</dependency></dependencies></project>\n',
    ),
    'pkg:maven/g/a',
  ],
  ['gradle.lockfile', between('', 'g:a:1=runtimeClasspath\n', 'g:a:2=runtimeClasspath\n'), 'pkg:maven/g/a'],
  ['gradle/libs.versions.toml', between('[libraries]\n', 'a = "g:a:1"\n', 'a = "g:a:2"\n'), 'pkg:maven/g/a'],
])(
  '%s in conflict lists what stands on both sides, and says so with its line [4:hostile-lockfiles]',
  (path, text, name) => {
    const file = readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity);
    const versions = file?.packages.map(({ purl }) => purl).sort();
    expect(versions).toEqual(
      ['1', '2'].map((version) => `${name}@${name.startsWith('pkg:golang') ? 'v' : ''}${version}`),
    );
    const line = text.split('\n').indexOf('<<<<<<< HEAD') + 1;
    expect(file?.problems).toMatchObject([{ kind: 'conflict', line }]);
    const [linked] = linkFiles([file!]);
    expect(linked?.packages.map(({ purl }) => purl).sort()).toEqual(versions);
    expect(linked?.problems).toMatchObject([{ kind: 'conflict', line }]);
  },
);

test.each([
  [
    'pom.xml',
    `<project><dependencies>
<!--
<<<<<<< x
-->
<!--
||||||| b
-->
<dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency>
<!--
=======
-->
<!--
>>>>>>> y
-->
</dependencies></project>
`,
    'pkg:maven/g/a@1',
  ],
  [
    'poetry.lock',
    `[[package]]
name = "b"
version = "1"
description = """
<<<<<<< a
"""
x = """
||||||| b
"""

[[package]]
name = "a"
version = "1"
y = """
=======
"""
z = """
>>>>>>> c
"""
`,
    'pkg:pypi/a@1',
  ],
  // Git itself puts what both sides came from between these two.
  ['requirements.txt', 'b==1\n<<<<<<< a\n||||||| base\na==1\n=======\n>>>>>>> c\n', 'pkg:pypi/a@1'],
])(
  '%s hides nothing in the base of a conflict, nor behind markers within comments [4:hostile-lockfiles]',
  (path, text, purl) => {
    const file = readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity);
    expect(file?.packages.map((listed) => listed.purl)).toContain(purl);
    expect(file?.problems?.[0]).toMatchObject({ kind: 'conflict' });
  },
);

test('a file that is read only as it stands, with markers within its comments, is read [4:hostile-lockfiles]', () => {
  const text =
    '<project><!--\n<<<<<<< a\n--><dependencies>\n<!--\n=======\n-->\n<dependency><groupId>g</groupId>' +
    '<artifactId>a</artifactId><version>1</version></dependency></dependencies><!--\n>>>>>>> b\n--></project>\n';
  const file = readDependencyFile({ path: 'pom.xml', bytes: Buffer.from(text) }, Infinity);
  expect(file?.packages.map(({ purl }) => purl)).toEqual(['pkg:maven/g/a@1']);
});

test.each([
  ['poetry.lock', (name: string) => `[[package]]\nname = "${name}"\nversion = "1"\n`],
  ['Pipfile', (name: string, i: number) => `${i === 0 ? '[packages]\n' : ''}${name} = "*"\n`],
  [
    'Cargo.lock',
    (name: string) => `[[package]]\nname = "${name}"\nversion = "1"\n${source}\ndependencies = ["${name}"]\n`,
  ],
  ['go.mod', (name: string, i: number) => `${i === 0 ? 'module __proto__\n' : ''}require ${name} v1.0.0\n`],
  ['gradle.lockfile', (name: string) => `${name}:${name}:1=${name}\n`],
  [
    'gradle/libs.versions.toml',
    (name: string, i: number) => `${i === 0 ? '[libraries]\n' : ''}${name} = "g:${name}:1"\n`,
  ],
  [
    'conda-lock.yml',
    (name: string, i: number) =>
      `${i === 0 ? 'package:\n' : ''}- name: ${name}\n  version: 1\n  dependencies: {${name}: ''}\n`,
  ],
])('%s has packages called as what every object has [4:hostile-lockfiles]', (path, entry) => {
  const names = [
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    ...(/poetry|Pipfile/.test(path) ? [] : ['__proto__']),
  ];
  const file = readDependencyFile({ path, bytes: Buffer.from(names.map(entry).join('')) }, Infinity);
  const [linked] = linkFiles([file!]);
  expect(linked?.problems).toBeUndefined();
  const listed = linked?.packages.map(({ purl }) => /([^/@]+)@?[^@/]*$/.exec(purl)?.[1]);
  // PEP 503, and conda, compare names in lower case.
  expect(listed).toEqual(names.map((name) => (/poetry|Pipfile|conda/.test(path) ? name.toLowerCase() : name)));
  expect(({} as Record<string, unknown>)['version']).toBeUndefined();
});
