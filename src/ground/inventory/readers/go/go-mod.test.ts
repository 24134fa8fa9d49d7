import { describe, expect, test } from 'vitest';
import { holdsForAnyMutation, readText, shown } from '../testing.ts';
import { reader } from './go-mod.ts';

const mod = `// a comment
module github.com/acme/shop // the shop

go 1.22

toolchain go1.22.3

require (
	github.com/BurntSushi/toml v1.3.2
	"golang.org/x/text" v0.14.0 // indirect; for idna
	github.com/docker/docker v24.0.7+incompatible
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

require golang.org/x/tools v0.0.0-20210101000000-0123456789ab // indirect

replace (
	github.com/docker/docker v24.0.7+incompatible => github.com/acme/docker v1.0.0
	gopkg.in/yaml.v3 => ../yaml
)

exclude golang.org/x/text v0.3.0

retract v0.9.0 // broken

tool golang.org/x/tools/cmd/stringer
`;

describe('go.mod [4:go-mod]', () => {
  test('lists the modules with what replaces them, and the standard library', () => {
    const content = readText(reader, 'go.mod', mod);
    expect(content).toMatchObject({ role: 'lockfile', root: { name: 'github.com/acme/shop' } });
    expect(content.problems).toBeUndefined();
    expect(shown(content)).toEqual([
      '6 pkg:golang/stdlib@1.22.3 direct',
      '9 pkg:golang/github.com/BurntSushi/toml@v1.3.2 direct',
      '10 pkg:golang/golang.org/x/text@v0.14.0',
      '18 pkg:golang/github.com/acme/docker@v1.0.0 direct',
      '19 pkg:golang/gopkg.in/yaml.v3',
      '15 pkg:golang/golang.org/x/tools@v0.0.0-20210101000000-0123456789ab direct dev (tool)',
    ]);
    expect(content.packages[3]?.constraint).toBe('github.com/docker/docker v24.0.7+incompatible');
    expect(content.packages[4]?.source).toBe('../yaml');
  });

  test('without a toolchain, the standard library is the least that is needed', () => {
    expect(readText(reader, 'go.mod', 'module a\ngo 1.20\n').packages).toEqual([
      { purl: 'pkg:golang/stdlib@1.20.0', line: 2, direct: true, constraint: '>=1.20.0' },
    ]);
  });

  test('with a module twice, and with lines that are none, says so', () => {
    const { packages, problems } = readText(
      reader,
      'go.mod',
      'module a\nrequire b v1.0.0\nrequire b v2.0.0\nrequire c\nfoo bar\n',
    );
    expect(packages.map(({ purl }) => purl)).toEqual(['pkg:golang/b@v1.0.0', 'pkg:golang/b@v2.0.0']);
    expect(problems?.map(({ kind, line }) => `${kind} ${line}`)).toEqual(['malformed 4', 'malformed 5', 'duplicate 3']);
  });

  test('that is broken somehow is read or refused [4:hostile-lockfiles]', { timeout: 30_000 }, () => {
    holdsForAnyMutation(reader, 'go.mod', [mod]);
  });
});
