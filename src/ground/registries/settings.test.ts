import { expect, test } from 'vitest';
import { matchesGoPatterns } from './go-patterns.ts';
import { goPlaces, npmPlaces, pypiPlaces } from './settings.ts';

test("Registries are asked where the person's own configuration says, with its credentials", () => {
  const npm = npmPlaces(
    'registry=https://r.test/npm/\n@a:registry = "https://s.test"\n//r.test/npm/:_authToken=${TOKEN}\n; registry=x\n',
    { TOKEN: 't' },
  );
  expect(npm.base).toBe('https://r.test/npm');
  expect(npm.scopes).toEqual(new Map([['@a', 'https://s.test']]));
  expect(npm.authorizations).toEqual(new Map([['https://r.test/npm', 'Bearer t']]));
  expect(npmPlaces('', {}).base).toBe('https://registry.npmjs.org');
  expect(npmPlaces('registry=https://a.test', { npm_config_registry: 'https://b.test' }).base).toBe('https://b.test');
  expect(pypiPlaces({ PIP_INDEX_URL: 'https://u:p%40@i.test/simple/' }, [])).toEqual({
    base: 'https://i.test/simple',
    authorization: `Basic ${Buffer.from('u:p@').toString('base64')}`,
  });
  expect(pypiPlaces({}, ['[global]\nindex-url = https://j.test/simple\n']).base).toBe('https://j.test/simple');
  expect(goPlaces({ GOPROXY: 'https://g.test|direct', GOSUMDB: 'off' }, '')).toEqual({ base: 'https://g.test' });
  expect(goPlaces({}, 'GOPROXY=https://h.test\n')).toEqual({ base: 'https://h.test', sumDatabase: 'sum.golang.org' });
  expect(() => goPlaces({ GOPROXY: 'off' }, '')).toThrow('GOPROXY is off');
  expect(() => npmPlaces('registry=ftp://x', {})).toThrow('is no http or https URL');
});

test("Private Go modules are found as Go's own settings say: by path elements from the beginning on, each a glob", () => {
  const matching: readonly (readonly [patterns: string, module: string])[] = [
    ['corp.test', 'corp.test/a/b'],
    ['*.corp.test', 'git.corp.test/secret'],
    ['x.test,github.com/weavers', 'github.com/weavers/loom/v2'],
    ['github.com/weavers/', 'github.com/weavers/loom'],
    ['github.com/*/loom', 'github.com/weavers/loom/cmd'],
    ['github.com/w?av[d-f]rs/[^a]*', 'github.com/weavers/loom'],
    ['corp.test/a\\*', 'corp.test/a*'],
    ['*', 'any.test/thing'],
  ];
  const others: readonly (readonly [patterns: string, module: string])[] = [
    ['corp.test', 'corp.test.evil/a'],
    ['*.corp.test', 'corp.test/a'],
    ['github.com/weavers', 'github.com'],
    ['github.com/weavers', 'github.com/weavers-others/a'],
    ['github.com/*', 'github.com'],
    ['[a', 'a'],
    ['[^a]', 'a'],
    ['a\\', 'a'],
    ['', 'a'],
    [',/', 'a'],
    ['none', 'corp.test/a'],
    [`${'*a'.repeat(500)}b`, 'a'.repeat(5000)],
  ];
  for (const [patterns, module] of matching)
    expect([patterns, matchesGoPatterns(patterns, module)]).toEqual([patterns, true]);
  for (const [patterns, module] of others)
    expect([patterns, matchesGoPatterns(patterns, module)]).toEqual([patterns, false]);
});
