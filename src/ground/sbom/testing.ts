import type { DependencyFile, ListedPackage } from '#ground/model';
import { formatPurl } from '#ground/packages';
import * as fc from 'fast-check';

export const subject = { name: 'shop', version: '1.2.3', toolVersion: '0.1.0' };

/** A lockfile and what is installed, with who brings in whom. */
export const files: readonly DependencyFile[] = [
  {
    path: 'web/package-lock.json',
    format: 'npm/package-lock',
    role: 'lockfile',
    root: { name: 'web' },
    packages: [
      {
        purl: 'pkg:npm/express@4.17.1',
        line: 3,
        direct: true,
        dependsOn: [1],
        licence: 'MIT',
        integrity: `sha256:${'ab'.repeat(32)}`,
      },
      { purl: 'pkg:npm/qs@6.7.0', line: 9, place: 'node_modules/qs' },
      { purl: 'pkg:npm/mocha@9.0.0', line: 20, direct: true, scope: 'dev', source: 'https://example.org/mocha.tgz' },
    ],
  },
  {
    path: 'requirements.txt',
    format: 'python/requirements',
    role: 'manifest',
    packages: [{ purl: 'pkg:pypi/django', line: 1, constraint: '>=4', licence: 'see LICENSE' }],
  },
];

/** Files as readers give them, with everything that a listing can say. */
export const dependencyFiles: fc.Arbitrary<DependencyFile[]> = fc
  .array(
    fc.record({
      folder: fc.constantFrom('', 'web/', 'a b/', 'ü<&>"/'),
      format: fc.constantFrom('npm/package-lock', 'python/poetry-lock'),
      role: fc.constantFrom('lockfile', 'manifest', 'installed', 'reference'),
      named: fc.boolean(),
      packages: fc.array(listedPackage(), { maxLength: 8 }),
      problem: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
    }),
    { maxLength: 4 },
  )
  .map((files) =>
    files.map(({ folder, format, role, named, packages, problem }, at): DependencyFile => {
      const path = `${folder}${at}.lock`;
      return {
        path,
        format,
        role,
        ...(named ? { root: { name: 'shop', version: '1.0.0' } } : {}),
        packages: packages.map(({ to, ...listed }, index) => {
          const dependsOn = [...new Set(to.map((one) => one % packages.length))]
            .filter((one) => one !== index)
            .sort((a, b) => a - b);
          return { ...listed, ...(dependsOn.length === 0 ? {} : { dependsOn }) };
        }),
        ...(problem === undefined ? {} : { problems: [{ kind: 'unpinned', line: 1, detail: problem }] }),
      };
    }),
  );

function listedPackage(): fc.Arbitrary<ListedPackage & { readonly to: readonly number[] }> {
  const text = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }));
  return fc
    .record({
      purl: fc
        .record({
          type: fc.constantFrom('npm', 'pypi', 'golang', 'deb', 'docker'),
          namespace: fc.constantFrom('', '@scope', 'github.com/a'),
          name: fc.oneof(
            fc.constantFrom('qs', 'left-pad', 'a<b>&"\'c'),
            text.filter((name) => name.replaceAll('/', '') !== ''),
          ),
          version: fc.constantFrom('', '1.0.0', '2.0+ü'),
        })
        .map(formatPurl),
      line: fc.integer({ min: 1, max: 9999 }),
      endLine: maybe(fc.integer({ min: 1, max: 9999 })),
      constraint: maybe(text),
      direct: maybe(fc.constant(true as const)),
      scope: maybe(fc.constantFrom('dev', 'optional', 'peer', 'build', 'test', 'provided')),
      group: maybe(text),
      workspaces: maybe(fc.array(text, { minLength: 1, maxLength: 2 })),
      place: maybe(text),
      integrity: maybe(
        fc.oneof(
          fc.constantFrom(
            'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
            `sha256:${'0'.repeat(64)}`,
          ),
          text,
        ),
      ),
      source: maybe(
        fc.oneof(fc.constantFrom('https://example.org/a.tgz', 'git+ssh://git.example.org/a.git#abc', '../a'), text),
      ),
      licence: maybe(
        fc.oneof(
          fc.constantFrom('MIT', 'MIT OR (Apache-2.0 WITH LLVM-exception AND BSD-3-Clause)', 'see LICENSE'),
          text,
        ),
      ),
      deprecated: maybe(text),
      runsScripts: maybe(fc.constant(true as const)),
      to: fc.array(fc.nat({ max: 20 }), { maxLength: 3 }),
    })
    .map(
      (listed) =>
        Object.fromEntries(
          Object.entries(listed).filter(([, value]) => value !== undefined),
        ) as unknown as ListedPackage & { to: number[] },
    );
}

function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 3 });
}
