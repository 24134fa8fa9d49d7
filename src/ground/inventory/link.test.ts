import type { DependencyFile } from '#ground/model';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkFiles, readDependencyFile, ReadFailure } from './index.ts';
import { shown } from './readers/testing.ts';

/** What the files of a subject say together, by path. */
function linked(files: Readonly<Record<string, string>>): ReadonlyMap<string, DependencyFile> {
  const read = Object.entries(files).flatMap(
    ([path, text]) => readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity) ?? [],
  );
  const all = linkFiles(read);
  expect(all.map(({ path }) => path)).toEqual(read.map(({ path }) => path));
  for (const file of all) expect(file).not.toHaveProperty('extra');
  return new Map(all.map((file) => [file.path, file]));
}

const problems = (file: DependencyFile | undefined) =>
  file?.problems?.map(({ kind, line, detail }) => `${line} ${kind} ${detail}`);

describe('linked Python files [4:dependency-graph]', () => {
  test('poetry.lock is told by pyproject.toml what is asked for, and by which group', () => {
    const lock = ['requests', 'urllib3', 'pytest', 'pluggy'].map(
      (name, i) => `[[package]]\nname = "${name}"\nversion = "${i}.0"\n`,
    );
    lock[0] += '[package.dependencies]\nurllib3 = "*"\n';
    lock[2] += '[package.dependencies]\npluggy = "*"\n';
    const files = linked({
      'api/poetry.lock': lock.join(''),
      'api/pyproject.toml':
        '[tool.poetry.dependencies]\nRequests = "^2"\n[tool.poetry.group.test.dependencies]\npytest = "*"\n',
      'pyproject.toml': '[project]\ndependencies = ["urllib3"]\n',
    });
    expect(shown(files.get('api/poetry.lock')!)).toEqual([
      '1 pkg:pypi/requests@0.0 direct → urllib3@1.0',
      '6 pkg:pypi/urllib3@1.0',
      '9 pkg:pypi/pytest@2.0 direct test (test) → pluggy@3.0',
      '14 pkg:pypi/pluggy@3.0 test',
    ]);
  });

  test('a lockfile that names groups is told what these are for, and which extras the project wants', () => {
    const files = linked({
      'poetry.lock': ['flask', 'asgiref', 'mkdocs', 'moto']
        .map(
          (name, i) =>
            `[[package]]\nname = "${name}"\nversion = "1"\ngroups = ["${['main', 'main', 'site', 'aws'][i]}"]\n`,
        )
        .join('')
        .replace(
          'groups = ["main"]\n',
          'groups = ["main"]\n[package.dependencies]\nasgiref = {version = "*", optional = true}\n[package.extras]\nasync = ["asgiref"]\n',
        ),
      'pyproject.toml':
        '[project]\ndependencies = ["flask[async]"]\n[project.optional-dependencies]\naws = ["moto"]\n[dependency-groups]\nsite = ["mkdocs"]\n',
    });
    expect(shown(files.get('poetry.lock')!)).toEqual([
      '1 pkg:pypi/flask@1 direct → asgiref@1',
      '9 pkg:pypi/asgiref@1',
      '13 pkg:pypi/mkdocs@1 direct dev (site)',
      '17 pkg:pypi/moto@1 direct optional (aws)',
    ]);
  });

  test('a requirements file has the versions of its constraints, and names files that are not there [4:pip-requirements]', () => {
    const files = linked({
      'requirements/base.txt': '-c ../constraints.txt\nflask\nDjango==5.0\n',
      'requirements/dev.txt': '-r base.txt\n-r ../../outside.txt\n-c https://user:pass@example.com/c.txt\n',
      'constraints.txt': 'Flask==3.0.2\nunused==1\n',
    });
    expect(shown(files.get('requirements/base.txt')!)).toEqual([
      '2 pkg:pypi/flask@3.0.2 direct',
      '3 pkg:pypi/django@5.0 direct',
    ]);
    expect(files.get('requirements/base.txt')?.problems).toBeUndefined();
    expect(problems(files.get('requirements/dev.txt'))).toEqual([
      '2 missing-file It includes ../../outside.txt, which is not among the files.',
      '3 missing-file It is constrained by https://example.com/c.txt, which is not among the files.',
    ]);
  });
});

const h1 = `h1:${'A'.repeat(43)}=`;

test('a branch that a manifest names is no question where a lockfile knows the commit', () => {
  const manifest = '[project]\ndependencies = ["own @ git+https://github.com/acme/own@main"]\n';
  const files = linked({
    'pyproject.toml': manifest,
    'uv.lock': `version = 1\n[[package]]\nname = "own"\nversion = "1"\nsource = { git = "https://github.com/acme/own?branch=main#${'c'.repeat(40)}" }\n`,
    'x/pyproject.toml': manifest,
  });
  expect(files.get('pyproject.toml')?.problems).toEqual([]);
  expect(files.get('x/pyproject.toml')?.problems).toMatchObject([{ kind: 'unpinned', line: 2 }]);
});

test('setup.py beside a lockfile leaves no question open', () => {
  const files = linked({
    'setup.py': 'setup(install_requires=["a"])',
    'requirements.txt': 'a==1\n    # via -r requirements.in\n',
    'x/setup.py': 'setup(install_requires=["a"])',
  });
  expect(files.get('setup.py')?.problems).toEqual([]);
  expect(files.get('x/setup.py')?.problems).toHaveLength(1);
});

describe('linked Go files [4:go-mod]', () => {
  test('go.mod has the checksums of go.sum, which lists nothing of its own beside it', () => {
    const files = linked({
      'go.mod': 'module a\ngo 1.22\nrequire b.c/d v1.0.0\n',
      'go.sum': `b.c/d v1.0.0 ${h1}\nb.c/e v1.0.0 ${h1}\n`,
      'x/go.sum': `b.c/f v1.0.0 ${h1}\n`,
    });
    expect(files.get('go.mod')?.packages[1]).toMatchObject({ purl: 'pkg:golang/b.c/d@v1.0.0', integrity: h1 });
    expect(files.get('go.sum')?.packages).toEqual([]);
    expect(files.get('x/go.sum')?.packages).toHaveLength(1);
  });

  test('go.mod and go.sum of different times say so [4:manifest-disagrees]', () => {
    const files = linked({ 'go.mod': 'module a\ngo 1.22\nrequire b.c/d v1.1.0\n', 'go.sum': `b.c/d v1.0.0 ${h1}\n` });
    expect(files.get('go.mod')?.problems).toEqual([
      {
        kind: 'unresolved',
        line: 3,
        detail: 'go.sum has no checksum for this version, but has one for another: run go mod tidy.',
        purl: 'pkg:golang/b.c/d@v1.1.0',
      },
    ]);
  });

  test('go.mod from before Go 1.17 does not name all that it needs: go.sum does', () => {
    const sum = [`b.c/d v1.0.0 ${h1}`, `b.c/e v1.9.0 ${h1}`, `b.c/e v1.10.0 ${h1}`, `b.c/e v1.2.0 ${h1}`].join('\n');
    const files = linked({ 'go.mod': 'module a\ngo 1.16\nrequire b.c/d v1.0.0\n', 'go.sum': sum });
    expect(files.get('go.mod')?.packages.map(({ purl }) => purl)).toEqual([
      'pkg:golang/stdlib@1.16.0',
      'pkg:golang/b.c/d@v1.0.0',
      'pkg:golang/b.c/e@v1.10.0',
    ]);
  });

  test('go.work replaces modules in those that it uses, and names those that are not there', () => {
    const files = linked({
      'go.work': 'go 1.22\nuse ./api\nuse ./gone\nreplace b.c/d => b.c/fork v2.0.0\n',
      'api/go.mod': 'module a\ngo 1.22\nrequire b.c/d v1.0.0\n',
      'other/go.mod': 'module o\ngo 1.22\nrequire b.c/d v1.0.0\n',
    });
    expect(files.get('api/go.mod')?.packages[1]?.purl).toBe('pkg:golang/b.c/fork@v2.0.0');
    expect(files.get('other/go.mod')?.packages[1]?.purl).toBe('pkg:golang/b.c/d@v1.0.0');
    expect(problems(files.get('go.work'))).toEqual(['3 missing-file It uses ./gone, where there is no go.mod.']);
  });
});

test('Cargo.lock is told by each Cargo.toml what is for tests and builds, and which crate asks [4:cargo-lock] [4:dependency-graph]', () => {
  const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"\n';
  const crate = (name: string, dependencies: readonly string[], own = false) =>
    `[[package]]\nname = "${name}"\nversion = "1.0.0"\n${own ? '' : source}dependencies = ${JSON.stringify(dependencies)}\n`;
  const files = linked({
    'rs/Cargo.lock': [
      crate('app', ['log', 'criterion', 'lib'], true),
      crate('criterion', ['plot', 'log']),
      crate('lib', ['cc'], true),
      crate('log', []),
      crate('plot', []),
      crate('cc', []),
    ].join(''),
    'rs/Cargo.toml':
      '[package]\nname = "app"\n[dependencies]\nlog = "1"\nlib = { path = "lib" }\n[dev-dependencies]\ncriterion = "1"\n',
    'rs/lib/Cargo.toml': '[package]\nname = "lib"\n[build-dependencies]\ncc = "1"\n',
  });
  expect(shown(files.get('rs/Cargo.lock')!)).toEqual([
    '5 pkg:cargo/criterion@1.0.0 direct dev → log@1.0.0, plot@1.0.0',
    '14 pkg:cargo/log@1.0.0 direct',
    '19 pkg:cargo/plot@1.0.0 dev',
    '24 pkg:cargo/cc@1.0.0 direct build',
  ]);
  expect(files.get('rs/Cargo.lock')?.packages.map(({ workspaces }) => workspaces)).toEqual([
    ['.'],
    ['.'],
    undefined,
    ['lib'],
  ]);
});

const pom = (body: string, artifact = 'app') =>
  `<project><groupId>g</groupId><artifactId>${artifact}</artifactId><version>1</version>${body}</project>`;
const dependency = (name: string, rest = '') =>
  `<dependency><groupId>g</groupId><artifactId>${name}</artifactId>${rest}</dependency>`;
const managed = (...all: string[]) =>
  `<dependencyManagement><dependencies>${all.join('')}</dependencies></dependencyManagement>`;

const parent = (name: string) =>
  `<parent><groupId>g</groupId><artifactId>${name}</artifactId><version>1</version><relativePath>../${name}/pom.xml</relativePath></parent>`;

describe('linked poms [4:maven-pom]', () => {
  test('inherit properties and versions from a parent beside them, and from BOMs', () => {
    const files = linked({
      'pom.xml': pom(
        `<properties><x>1.0</x><y>1.0</y></properties>${managed(dependency('a', '<version>${x}</version>'), dependency('c', '<version>3</version>'), dependency('bom', '<version>7</version><type>pom</type><scope>import</scope>'))}`,
        'parent',
      ),
      'bom/pom.xml': `<project><groupId>g</groupId><artifactId>bom</artifactId><version>7</version>${managed(dependency('b', '<version>${project.version}</version><scope>test</scope>'), dependency('c', '<version>4</version>'))}</project>`,
      'app/pom.xml': `<project>\n<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>app</artifactId><properties><x>2.0</x></properties><dependencies>\n${['a', 'b', 'c', 'd'].map((name) => dependency(name, name === 'd' ? '<version>${y}-${project.version}</version>' : '')).join('\n')}</dependencies></project>`,
    });
    expect(shown(files.get('app/pom.xml')!)).toEqual([
      '3 pkg:maven/g/a@2.0 direct',
      '4 pkg:maven/g/b@7 direct test',
      '5 pkg:maven/g/c@3 direct',
      '6 pkg:maven/g/d@1.0-1 direct',
    ]);
    expect(files.get('app/pom.xml')?.problems).toBeUndefined();
    expect(files.get('app/pom.xml')?.root).toEqual({ name: 'g:app', version: '1' });
  });

  test('say which parents and BOMs are not among the files, and which versions nobody knows', () => {
    const files = linked({
      'pom.xml': `<project>\n<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.2.0</version><relativePath/></parent>\n<artifactId>app</artifactId>${managed(dependency('bom', '<version>7</version><type>pom</type><scope>import</scope>'))}<dependencies>\n${dependency('a')}</dependencies></project>`,
    });
    expect(problems(files.get('pom.xml'))).toEqual([
      '2 missing-file Its ancestor org.springframework.boot:spring-boot-starter-parent:3.2.0 is not among the files: versions that it sets are not known.',
      '4 unresolved No file says which version this is: g:a.',
      '3 missing-file The BOM g:bom:7 is not among the files: versions that it sets are not known.',
    ]);
  });

  test('that are their own parents, or import each other, end [4:hostile-lockfiles]', () => {
    const bom = (name: string) => managed(dependency(name, '<version>1</version><scope>import</scope>'));
    const files = linked({
      'a/pom.xml': pom(parent('b') + bom('d') + `<dependencies>${dependency('x')}</dependencies>`, 'a'),
      'b/pom.xml': pom(parent('a'), 'b'),
      'c/pom.xml': pom(bom('d') + parent('c'), 'c'),
      'd/pom.xml': pom(bom('c'), 'd'),
    });
    expect(shown(files.get('a/pom.xml')!)).toEqual(['1 pkg:maven/g/x direct']);
  });

  test(
    'in a chain of 5,000 BOMs, and of parents, are followed as far as makes sense [4:hostile-lockfiles]',
    { timeout: 30_000 },
    () => {
      const files: Record<string, string> = {
        'pom.xml': pom(
          `${managed(dependency('b0', '<version>1</version><scope>import</scope>'))}<dependencies>${dependency('x')}</dependencies>`,
        ),
      };
      for (let i = 0; i < 5000; i += 1)
        files[`b${i}/pom.xml`] = pom(
          parent(`b${i + 1}`) + managed(dependency(`b${i + 1}`, '<version>1</version><scope>import</scope>')),
          `b${i}`,
        );
      expect(problems(linked(files).get('pom.xml'))).toEqual(['1 unresolved No file says which version this is: g:x.']);
    },
  );

  test('a thousand with a big parent cost what they ask for [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    const all = Array.from({ length: 3000 }, (_, i) => dependency(`m${i}`, '<version>${v}</version>'));
    const files: Record<string, string> = {
      'pom.xml': pom(`<properties><v>1</v></properties>${managed(...all)}`, 'parent'),
    };
    for (let i = 0; i < 1000; i += 1)
      files[`m${i}/pom.xml`] =
        `<project><parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent><artifactId>c${i}</artifactId><dependencies>${dependency(`m${i}`)}</dependencies></project>`;
    const read = linked(files);
    expect(read.get('m7/pom.xml')?.packages[0]?.purl).toBe('pkg:maven/g/m7@1');
    expect(read.get('m999/pom.xml')?.packages[0]?.purl).toBe('pkg:maven/g/m999@1');
  });

  test('a jar that says in pom.properties what it is needs no guess', () => {
    const files = linked({
      'a-1.jar!/META-INF/MANIFEST.MF': 'Bundle-SymbolicName: g.a\nBundle-Version: 1\n\n',
      'a-1.jar!/META-INF/maven/g/a/pom.properties': 'groupId=g\nartifactId=a\nversion=1\n',
      'b-1.jar!/META-INF/MANIFEST.MF': 'Bundle-SymbolicName: g.b\nBundle-Version: 1\n\n',
    });
    expect([...files.values()].map((file) => shown(file))).toEqual([[], ['2 pkg:maven/g/a@1'], ['1 pkg:maven/g/b@1']]);
  });
});

test(
  'whatever stands in the files, linking them throws nothing, and every edge leads to a package [4:hostile-lockfiles]',
  { timeout: 30_000 },
  () => {
    const source = 'source = "registry+https://github.com/rust-lang/crates.io-index"';
    const files: Readonly<Record<string, string>> = {
      'pom.xml': pom(managed(dependency('bom', '<version>7</version><scope>import</scope>')) + parent('bom'), 'parent'),
      'bom/pom.xml': pom(
        `<properties><x>1</x></properties>${managed(dependency('b', '<version>${x}</version>'))}`,
        'bom',
      ),
      'poetry.lock':
        '[[package]]\nname = "a"\nversion = "1"\n[package.extras]\nx = ["b"]\n[[package]]\nname = "b"\nversion = "1"\n',
      'pyproject.toml': '[project]\ndependencies = ["a[x]"]\n',
      'requirements.txt': '-r b.txt\n-c constraints.txt\na\n',
      'constraints.txt': 'a==1\n',
      'Cargo.lock': `[[package]]\nname = "r"\nversion = "1"\ndependencies = ["a"]\n[[package]]\nname = "a"\nversion = "1"\n${source}\n`,
      'Cargo.toml': '[package]\nname = "r"\n[dev-dependencies]\na = "1"\n',
      'go.mod': 'module m\ngo 1.16\nrequire a.b/c v1.0.0\nreplace a.b/c => ./c\n',
      'go.sum': `a.b/c v1.0.0 ${h1}\na.b/d v1.0.0 ${h1}\n`,
      'go.work': 'use .\nreplace a.b/c => ../../c\n',
      'gradle.lockfile': 'g:a:1=testRuntimeClasspath\n',
      'build.gradle': 'dependencies { implementation "g:a" }',
    };
    const pieces = fc.constantFrom(
      '',
      '\n',
      '"',
      '..',
      '../../',
      '__proto__',
      '${x}',
      '[',
      ']',
      '/',
      '1',
      'a',
      '@',
      '</parent>',
      '=>',
    );
    const changes = fc.array(fc.tuple(fc.constantFrom(...Object.keys(files)), fc.nat(), fc.nat(30), pieces), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(changes, (all) => {
        const texts = new Map(Object.entries(files));
        for (const [path, at, length, put] of all) {
          const text = texts.get(path) ?? '';
          const from = at % (text.length + 1);
          texts.set(path, text.slice(0, from) + put + text.slice(from + length));
        }
        const read = [...texts].flatMap(([path, text]) => {
          try {
            return readDependencyFile({ path, bytes: Buffer.from(text) }, Infinity) ?? [];
          } catch (error) {
            expect(error).toBeInstanceOf(ReadFailure);
            return [];
          }
        });
        for (const { packages, problems = [], path } of linkFiles(read)) {
          const lines = texts.get(path)!.split('\n').length;
          for (const { line, dependsOn = [] } of packages) {
            expect(line > 0 && line <= lines).toBe(true);
            expect(dependsOn.every((to) => to >= 0 && to < packages.length)).toBe(true);
          }
          for (const { line } of problems) expect(line > 0 && line <= lines).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  },
);
