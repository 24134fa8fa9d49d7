import { describe, expect, test } from 'vitest';
import { loadProject } from './index.ts';

const head = 'version: 1\nid: prj_017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n';
const load = (text: string) =>
  loadProject(
    {
      read: (path) => Promise.resolve(path === 'selvedge.yaml' ? head + text : undefined),
      list: () => Promise.resolve([]),
    },
    { controls: [] },
  );

describe('[4:licences] a project declares which licences its dependencies may have', () => {
  test('as SPDX ids and families, with exceptions that end', async () => {
    const { licences } = await load(`licences:
  allow: [permissive, MPL-2.0, LicenseRef-acme, GPL-2.0-only WITH Classpath-exception-2.0]
  deny: [JSON]
  exceptions:
    - { package: pkg:npm/a, licence: AGPL-3.0-only, why: bought a licence, until: 2027-01-31 }
`);

    expect(licences).toEqual({
      allow: ['permissive', 'MPL-2.0', 'LicenseRef-acme', 'GPL-2.0-only WITH Classpath-exception-2.0'],
      deny: ['JSON'],
      exceptions: [{ package: 'pkg:npm/a', licence: 'AGPL-3.0-only', why: 'bought a licence', until: '2027-01-31' }],
    });
  });

  test('or nothing', async () => {
    expect(await load('')).not.toHaveProperty('licences');
  });

  test.each([
    ['a licence that is none', 'licences:\n  deny: [GPL-9.0]\n', 4, 10, 'an SPDX id such as MIT'],
    [
      'an exception without an end',
      'licences:\n  exceptions:\n    - { package: pkg:npm/a, why: because of this }\n',
      5,
      7,
      'until',
    ],
    [
      'a package that is no purl',
      'licences:\n  exceptions:\n    - { package: a, why: because of this, until: 2027-01-31 }\n',
      5,
      18,
      'a package URL',
    ],
    ['an unknown key', 'licences:\n  denied: [MIT]\n', 4, 3, 'denied'],
    ['a cooldown that is none', 'health:\n  cooldownDays: soon\n', 4, 17, 'cooldownDays'],
  ])('tells the place of %s', async (_what, text, line, column, words) => {
    await expect(load(text)).rejects.toMatchObject({ file: 'selvedge.yaml', line, column });
    await expect(load(text)).rejects.toThrow(words);
  });

  test('[4:cooldown] and from when on health gives cause for a finding', async () => {
    expect((await load('health: { cooldownDays: 14, unmaintainedYears: 2.5 }\n')).health).toEqual({
      cooldownDays: 14,
      unmaintainedYears: 2.5,
    });
  });
});
