import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDependencyFile, ReadFailure } from '../../index.ts';

/** A small file of each format of JavaScript, and how a package of it is written. */
const formats = [
  {
    path: 'package-lock.json',
    text: '{"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}}, "node_modules/b": {"version": "1.0.0", "link": false}}}',
    chain: (packages: number) =>
      `{"lockfileVersion":3,"packages":{${Array.from({ length: packages }, (_, i) => `"node_modules/p${i}":{"version":"1.0.0","dependencies":{"p${(i + 1) % packages}":"1"}}`).join(',')}}}`,
  },
  {
    path: 'pnpm-lock.yaml',
    text: "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n        specifier: ^1\n        version: 1.0.0(b@1.0.0)\npackages:\n  a@1.0.0:\n    resolution: {integrity: sha512-a}\nsnapshots:\n  a@1.0.0(b@1.0.0):\n    dependencies:\n      b: 1.0.0\n",
    chain: (packages: number) =>
      `lockfileVersion: '6.0'\npackages:\n${Array.from({ length: packages }, (_, i) => `  /p${i}@1.0.0:\n    dependencies:\n      p${(i + 1) % packages}: 1.0.0\n`).join('')}`,
  },
  {
    path: 'yarn.lock',
    text: '# yarn lockfile v1\n"a@^1", a@2:\n  version "1.0.0"\n  resolved "https://x/y#z"\n  dependencies:\n    b "^1"\nb@^1:\n  version "1.0.0"\n',
    chain: (packages: number) =>
      `# yarn lockfile v1\n${Array.from({ length: packages }, (_, i) => `p${i}@1:\n  version "1.0.0"\n  dependencies:\n    p${(i + 1) % packages} "1"\n`).join('')}`,
  },
  {
    path: 'berry/yarn.lock',
    text: '__metadata:\n  version: 8\n"a@npm:^1":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  dependencies:\n    b: "npm:^1"\n"s@workspace:.":\n  resolution: "s@workspace:."\n  dependencies:\n    a: ^1\n',
    chain: (packages: number) =>
      `__metadata:\n  version: 8\n${Array.from({ length: packages }, (_, i) => `"p${i}@npm:1":\n  version: 1.0.0\n  resolution: "p${i}@npm:1.0.0"\n  dependencies:\n    p${(i + 1) % packages}: "npm:1"\n`).join('')}`,
  },
  {
    path: 'bun.lock',
    text: '{"lockfileVersion": 1, "workspaces": {"": {"dependencies": {"a": "1"}}}, "packages": {"a": ["a@1.0.0", "", {"dependencies": {"b": "1"}}, "sha512-a"], "a/b": ["b@1.0.0", "", {}],},}',
    chain: (packages: number) =>
      `{"lockfileVersion":1,"packages":{${Array.from({ length: packages }, (_, i) => `"p${i}":["p${i}@1.0.0","",{"dependencies":{"p${(i + 1) % packages}":"1"}}]`).join(',')}}}`,
  },
  {
    path: 'deno.lock',
    text: '{"version": "5", "specifiers": {"npm:a@1": "1.0.0"}, "npm": {"a@1.0.0": {"dependencies": ["b"]}, "b@1.0.0": {}}, "workspace": {"dependencies": ["npm:a@1"]}}',
    chain: (packages: number) =>
      `{"version":"5","npm":{${Array.from({ length: packages }, (_, i) => `"p${i}@1.0.0":{"dependencies":["p${(i + 1) % packages}"]}`).join(',')}}}`,
  },
  {
    path: 'package.json',
    text: '{"name": "a", "dependencies": {"b": "^1"}, "overrides": {"c": {"d": "1.0.0"}}, "packageManager": "pnpm@8.0.0"}',
  },
  {
    path: 'node_modules/a/package.json',
    text: '{"name": "a", "version": "1.0.0", "license": {"type": "MIT"}, "scripts": {"install": "x"}}',
  },
] as const;

const pieces = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  "'",
  '\n',
  ' ',
  '  ',
  '- ',
  '#',
  '|',
  '? ',
  '&x ',
  '*x',
  '@',
  '/',
  '(',
  'null',
  '1',
  '\\',
  '\u0000',
  '"__proto__"',
  'constructor',
  '{}',
  '[]',
  '<<<<<<< a\n',
  '=======\n',
  '>>>>>>> b\n',
  '\uFEFF',
  '\uD800',
);

test.each(formats)(
  'any change of a $path is read or refused, and nothing else [4:hostile-lockfiles]',
  ({ path, text }) => {
    const changes = fc.array(
      fc.record({ at: fc.nat(text.length), cut: fc.nat(30), put: fc.array(pieces, { maxLength: 3 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    fc.assert(
      fc.property(changes, fc.boolean(), (made, truncated) => {
        let changed: string = text;
        for (const { at, cut, put } of made) changed = changed.slice(0, at) + put.join('') + changed.slice(at + cut);
        if (truncated) changed = changed.slice(0, made[0]?.at);
        try {
          const file = readDependencyFile({ path, bytes: Buffer.from(changed) }, Infinity);
          for (const listed of file?.packages ?? []) {
            expect(listed.purl).toMatch(/^pkg:(?:npm|jsr|generic)\/./);
            expect(listed.line).toBeGreaterThan(0);
            for (const to of listed.dependsOn ?? []) expect(file?.packages[to]).toBeDefined();
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ReadFailure);
        }
      }),
      { numRuns: 300 },
    );
  },
);

test.each(formats)('values of wrong types in a $path are read over [4:hostile-lockfiles]', ({ path, text }) => {
  const wrong = ['7', 'null', '[]', '{}', '"x"', 'true', '[{"a": []}]', '{"__proto__": {"version": 1}}'];
  const values = [...text.matchAll(/"[^"]*"(?=[,}\]])|\d+(?=[,}\]])/g)];
  for (const value of values)
    for (const instead of wrong) {
      const bytes = Buffer.from(text.slice(0, value.index) + instead + text.slice(value.index + value[0].length));
      try {
        readDependencyFile({ path, bytes }, Infinity);
      } catch (error) {
        expect(error).toBeInstanceOf(ReadFailure);
      }
    }
  expect(({} as Record<string, unknown>)['version']).toBeUndefined();
});

const chains = formats.flatMap((format) => ('chain' in format ? [format] : []));

test.each(chains)(
  'a circle of 100,000 packages in a $path is read [4:hostile-lockfiles]',
  ({ path, chain }) => {
    const file = readDependencyFile({ path, bytes: Buffer.from(chain(100_000)) }, Infinity);
    expect(file?.packages).toHaveLength(100_000);
    expect(file?.packages[0]?.dependsOn).toEqual([1]);
    expect(file?.packages.at(-1)?.dependsOn).toEqual([0]);
  },
  60_000,
);

test.each(chains)('time that is up ends the reading of a $path [4:hostile-lockfiles]', ({ path, chain }) => {
  expect(() => readDependencyFile({ path, bytes: Buffer.from(chain(20_000)) }, 0)).toThrow(/time was up/);
});
