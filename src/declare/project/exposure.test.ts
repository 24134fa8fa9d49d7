import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../ground/model/testing.ts';
import { changedDeclarations, exposureOf, loadProject } from './index.ts';

const head = 'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n';
const load = (text: string) =>
  loadProject(
    {
      read: (path) => Promise.resolve(path === 'selvedge.yaml' ? head + text : undefined),
      list: () => Promise.resolve([]),
    },
    { controls: [] },
  );

describe('a project declares what it is exposed to [4:exposure]', () => {
  test('by path; the last entry that matches counts', async () => {
    const { exposure } = await load(`exposure:
  - { path: '**', facing: internal }
  - { path: services/checkout/, facing: internet, data: [payment, personal] }
  - { path: services/*/jobs/**, facing: batch }
`);
    const of = (path: string) => exposureOf(exposure, path);
    expect(of('README.md')).toEqual({ path: '**', facing: 'internal', data: [] });
    expect(of('services/checkout/package.json')).toMatchObject({ facing: 'internet', data: ['payment', 'personal'] });
    expect(of('services/checkout/jobs/nightly/index.ts')).toMatchObject({ facing: 'batch' });
    expect(of('services/checkout-v2/package.json')).toMatchObject({ facing: 'internal' });
  });

  test('or says nothing', async () => {
    expect((await load('')).exposure).toBeUndefined();
    expect(exposureOf(undefined, 'src/a.ts')).toBeUndefined();
    expect(
      exposureOf((await load('exposure: [{ path: src/, facing: library }]')).exposure, 'lib/a.ts'),
    ).toBeUndefined();
  });

  test.each([
    [
      'an unknown facing',
      'exposure:\n  - path: src/\n    facing: intranet\n',
      5,
      13,
      'wrong-value',
      'internet or internal or batch or library or tool',
    ],
    [
      'unknown data',
      'exposure:\n  - { path: src/, facing: batch, data: [card] }\n',
      4,
      41,
      'wrong-value',
      'personal or payment',
    ],
    ['no facing', 'exposure:\n  - path: src/\n', 4, 5, 'wrong-value', '"exposure.0.facing" is missing'],
    [
      'an unknown key',
      'exposure:\n  - { path: src/, facing: batch, dat: [] }\n',
      4,
      34,
      'unknown-key',
      'Did you mean "data"?',
    ],
    [
      'a path out of the project',
      'exposure:\n  - path: ../other/\n    facing: batch\n',
      4,
      11,
      'wrong-value',
      'a path below the project',
    ],
    [
      'a path twice',
      'exposure:\n  - { path: a/, facing: batch }\n  - { path: a/, facing: tool }\n',
      5,
      13,
      'wrong-value',
      'a/ is declared twice',
    ],
  ])('%s is refused with its place', async (_name, text, line, column, code, said) => {
    await expect(load(text)).rejects.toMatchObject({
      file: 'selvedge.yaml',
      line,
      column,
      code,
      message: expect.stringContaining(said),
    });
  });

  test('in a file whose change is a finding, so that a change cannot play itself down', () => {
    expect(changedDeclarations(['selvedge.yaml'])).toHaveLength(1);
  });

  test('a glob of stars takes no time that anybody notices', () => {
    const exposures = [{ path: `${'**/a*a*a*/'.repeat(60)}b`, facing: 'tool' as const, data: [] }];
    const started = cpuTime();
    expect(exposureOf(exposures, `${'aaaaaaaaaaaaaaaaaaaa/'.repeat(200)}c`)).toBeUndefined();
    expect(cpuTime() - started).toBeLessThan(1000);
  });

  test('a path is matched by itself, by its folder, and by ** before or behind', () => {
    const names = fc.array(
      fc.stringMatching(/^[a-z.]{1,6}$/).filter((name) => name !== '.' && name !== '..'),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(names, (parts) => {
        const path = parts.join('/');
        for (const glob of [
          path,
          `${parts[0]}/`,
          `${parts[0]}/**`,
          `**/${parts.at(-1)}`,
          '**',
          parts.map(() => '*').join('/'),
        ])
          expect([glob, exposureOf([{ path: glob, facing: 'tool', data: [] }], path)?.path]).toEqual([glob, glob]);
        expect(exposureOf([{ path: `${path}/`, facing: 'tool', data: [] }], path)?.path).toBeUndefined();
      }),
    );
  });
});
