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

describe('a project declares where its advisories come from [4:advisory-sources]', () => {
  test('with mirrors, feeds of its own, and ages', async () => {
    const { advisories } = await load(`advisories:
  limitHours: 24
  sources:
    - { from: osv, ecosystems: [npm, PyPI], url: 'https://mirror.example.org/osv' }
    - { from: kev, limitHours: 200 }
    - from: files
      name: corporate
      url: https://feeds.example.org/all.zip
      header: { name: Authorization, from: SELVEDGE_FEED_CORPORATE }
    - { from: files, name: here, path: security/advisories/ }
    - { from: files, name: there, git: 'ssh://git@example.org/team/advisories.git' }
`);
    expect(advisories?.limitHours).toBe(24);
    expect(advisories?.sources?.map(({ from }) => from)).toEqual(['osv', 'kev', 'files', 'files', 'files']);
  });

  test('or says nothing', async () => {
    expect((await load('')).advisories).toBeUndefined();
  });

  test.each([
    ['an unknown source', 'advisories:\n  sources:\n    - from: nvd\n', 5, 'osv'],
    ['an unknown key', 'advisories:\n  source: []\n', 4, 'Did you mean "sources"?'],
    [
      'a password in a URL',
      "advisories:\n  sources:\n    - { from: kev, url: 'https://me:secret@example.org/' }\n",
      5,
      'without a user or a password',
    ],
    [
      'a password in what git clones',
      "advisories:\n  sources:\n    - { from: files, name: a, git: 'https://me:secret@example.org/a.git' }\n",
      5,
      'without a password',
    ],
    [
      'a header from any other secret of the machine',
      'advisories:\n  sources:\n    - from: kev\n      header: { name: X-Key, from: AWS_SECRET_ACCESS_KEY }\n',
      6,
      'begins with SELVEDGE_FEED_',
    ],
    [
      'a path out of the project',
      'advisories:\n  sources:\n    - { from: files, name: a, path: ../other }\n',
      5,
      'a path below the project',
    ],
    ['files at no place', 'advisories:\n  sources:\n    - { from: files, name: a }\n', 5, 'one of url, path and git'],
    [
      'files at two places',
      "advisories:\n  sources:\n    - { from: files, name: a, path: b, url: 'https://example.org/' }\n",
      5,
      'is at 2 places',
    ],
    ['a source twice', 'advisories:\n  sources:\n    - from: kev\n    - from: kev\n', 6, 'kev is declared twice'],
    ['no age at all', 'advisories:\n  limitHours: 0\n', 4, '1'],
  ])('%s is refused with its line', async (_name, text, line, said) => {
    const error: unknown = await load(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ file: 'selvedge.yaml', line, message: expect.stringContaining(said) });
    expect(String(error)).not.toContain('secret@');
  });
});
