import type { DependencyFile } from '#ground/model';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { type DependencyReader, ReadFailure } from '../reader.ts';

type Content = Omit<DependencyFile, 'path' | 'format'>;

export function readText(reader: DependencyReader, path: string, text: string): Content {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  expect(reader.wants(path, name), `${reader.format} wants ${path}`).toBe(true);
  const content = reader.read({ path, bytes: Buffer.from(text) }, Infinity);
  if (content === undefined) throw new Error(`${reader.format} says that ${path} is something else`);
  return content;
}

/** Each package as one line: `pkg:…@1 direct dev → 2 3`. */
export function shown({ packages }: Pick<Content, 'packages'>): readonly string[] {
  return packages.map(({ purl, line, direct, scope, group, dependsOn = [] }) =>
    [
      `${line} ${purl}`,
      ...(direct === true ? ['direct'] : []),
      ...(scope === undefined ? [] : [scope]),
      ...(group === undefined ? [] : [`(${group})`]),
      ...(dependsOn.length === 0
        ? []
        : [`→ ${dependsOn.map((to) => packages[to]?.purl.replace(/^pkg:\w+\//, '')).join(', ')}`]),
    ].join(' '),
  );
}

/** What holds of whatever is read, however it was broken: ReadFailure and nothing else is thrown, and what is listed makes sense. */
export function holdsForAnyMutation(reader: DependencyReader, path: string, samples: readonly string[]): void {
  const nasty = fc.constantFrom(...pieces);
  const sample = fc.constantFrom(...samples);
  fc.assert(
    fc.property(
      sample,
      fc.array(fc.tuple(fc.nat(), fc.nat(60), nasty), { minLength: 1, maxLength: 4 }),
      (text, changes) => {
        let changed = text;
        for (const [at, length, put] of changes) {
          const from = at % (changed.length + 1);
          changed = changed.slice(0, from) + put + changed.slice(from + (length % 7 === 0 ? length : length % 3));
        }
        expectSense(reader, path, Buffer.from(changed));
      },
    ),
    { numRuns: 400 },
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectSense(reader, path, bytes)));
}

function expectSense(reader: DependencyReader, path: string, bytes: Uint8Array): void {
  const lines = Buffer.from(bytes).toString().split('\n').length;
  try {
    const { packages = [], problems = [] } = reader.read({ path, bytes }, Infinity) ?? {};
    for (const [i, { purl, line, endLine = line, dependsOn = [] }] of packages.entries()) {
      expect(purl).toMatch(/^pkg:[a-z][a-z0-9.-]*\/\S+$/);
      expect(line).toBeGreaterThan(0);
      expect(endLine).toBeGreaterThanOrEqual(line);
      expect(endLine).toBeLessThanOrEqual(lines);
      expect([...dependsOn]).toEqual([...new Set(dependsOn)].sort((a, b) => a - b));
      for (const to of dependsOn) expect(to >= 0 && to < packages.length && to !== i).toBe(true);
    }
    for (const { line } of problems) expect(line > 0 && line <= lines).toBe(true);
    JSON.stringify([packages, problems]);
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
  }
}

const pieces = [
  '',
  '\n',
  '\n\n',
  '"',
  "'",
  '"""',
  '[',
  ']',
  '[[',
  '{',
  '}',
  '<',
  '>',
  '</',
  '=',
  ',',
  ':',
  '#',
  '\\',
  '\0',
  '\uFEFF',
  '💥',
  '\r\n',
  '__proto__',
  'constructor',
  '<<<<<<< HEAD\n',
  '\n=======\n',
  '\n>>>>>>> theirs\n',
  '${a}',
  '-',
  '@',
  '/',
  '../',
  '9'.repeat(40),
  'é',
  ' ',
  '\t',
  'null',
  '{}',
  '[]',
  '()',
  '(',
  ')',
  '// ',
  '/*',
  '&amp;',
  '&x;',
  '<!--',
  '-->',
  '%',
  '%zz',
  '?',
  ';',
  'https://user:pass@host/x',
  'git+ssh://git@h/p@r#egg=x',
] as const;
