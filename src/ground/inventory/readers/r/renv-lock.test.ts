import { describe, expect, test } from 'vitest';
import { failureOf, graphOf, readSample, survivesDamage } from '../../testing.ts';

const sample = JSON.stringify(
  {
    R: { Version: '4.5.0', Repositories: [{ Name: 'CRAN', URL: 'https://cloud.r-project.org' }] },
    Bioconductor: { Version: '3.21' },
    Packages: {
      markdown: {
        Package: 'markdown',
        Version: '2.0',
        Source: 'Repository',
        Repository: 'CRAN',
        Requirements: ['R', 'mime', 'utils'],
      },
      mime: {
        Package: 'mime',
        Version: '0.13',
        Source: 'GitHub',
        RemoteUsername: 'yihui',
        RemoteRepo: 'mime',
        RemoteSha: '1763e0dcb72fb58d97bab97bb834fc71f1e012bc',
      },
      Biobase: { Package: 'Biobase', Version: '2.68.0', Source: 'Bioconductor', Imports: ['mime (>= 0.12)'] },
    },
  },
  null,
  2,
);

describe('[4:renv-lock] renv.lock', () => {
  test('lists packages of CRAN, Bioconductor and GitHub with their graph', () => {
    const file = readSample('renv.lock', sample);

    expect(graphOf(file)).toEqual({
      'pkg:cran/markdown@2.0': ['pkg:cran/mime@0.13'],
      'pkg:cran/mime@0.13': [],
      'pkg:bioconductor/Biobase@2.68.0': ['pkg:cran/mime@0.13'],
    });
    expect(file.packages[1]).toMatchObject({
      line: 26,
      source: 'https://github.com/yihui/mime#1763e0dcb72fb58d97bab97bb834fc71f1e012bc',
    });
  });

  test('says that a file is none, and that a package lacks its version', () => {
    expect(failureOf('renv.lock', '{}')).toBe('malformed');
    expect(readSample('renv.lock', '{"Packages":{\n"a":{}}}').problems).toMatchObject([{ kind: 'malformed', line: 2 }]);
  });

  test('survives any damage', () => survivesDamage('renv.lock', sample));
});
