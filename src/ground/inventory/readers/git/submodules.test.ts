import { expect, test } from 'vitest';
import { readSample, survivesDamage } from '../../testing.ts';

const modules = `[submodule "po"]
	path = po
	url = https://github.com/Owner/Words.git
	branch = main
[submodule "vendor/lib"]
	path = vendor/lib ; a comment
	url = "git@gitlab.example.com:group/sub/lib.git"
[submodule "beside"]
	url = ../beside.git
[submodule "nowhere"]
	path = nowhere
[other "section"]
	url = https://github.com/no/submodule
[submodule "secret"]
	url = https://me:word@bitbucket.org/owner/repo/
`;

test('submodules are told with where they come from and where they stand [4:git-submodules]', () => {
  const file = readSample('.gitmodules', modules);
  expect(file.packages).toEqual([
    {
      purl: 'pkg:github/owner/words',
      line: 1,
      direct: true,
      source: 'https://github.com/Owner/Words.git',
      constraint: 'main',
      place: 'po',
    },
    {
      purl: 'pkg:generic/lib?vcs_url=gitlab.example.com:group%2Fsub%2Flib.git',
      line: 5,
      direct: true,
      source: 'gitlab.example.com:group/sub/lib.git',
      place: 'vendor/lib',
    },
    { purl: 'pkg:bitbucket/owner/repo', line: 14, direct: true, source: 'https://bitbucket.org/owner/repo/' },
  ]);
  expect(file.problems?.map(({ kind, line }) => [kind, line])).toEqual([['malformed', 10]]);
});

test('any damage to a .gitmodules is survived [4:git-submodules]', () => {
  survivesDamage('.gitmodules', modules);
});
