import { expect, test, vi } from 'vitest';
import { analyzer } from './analyzer.ts';

/** What a tree of manifests and lockfiles needs of the assets, and nothing else. */
const assets = new Map(
  Object.entries({ 'code-rules.json': '[]', 'code-patterns.json': '{"version":1,"rules":[]}' }).map(
    ([name, text]) => [name, new TextEncoder().encode(text)] as const,
  ),
);

test('A project without code is concluded about without the models of libraries, and its manifests are known [4:vulnerable-dependency]', async () => {
  await analyzer.prepare?.(assets, { paths: ['package.json', 'package-lock.json'] });
  const session = analyzer.open(assets, { projectKey: 'key' });
  const bytes = new TextEncoder().encode('{"name":"shop"}');
  const { facts } = session.extract({ path: 'package.json', size: bytes.length, bytes }, Number.POSITIVE_INFINITY);
  expect(facts).toHaveProperty('manifest');
  expect(session.conclude([{ path: 'package.json', facts: facts! }])).toMatchObject({
    claims: [],
    notLookedAt: [],
    knowledge: { paths: ['package.json'], manifests: [0] },
  });
});

test('Lockfiles are not searched for settings, but by rules of the project’s own', () => {
  const bytes = new TextEncoder().encode('{"rejectUnauthorized":false}');
  const lockfile = { path: 'web/package-lock.json', size: bytes.length, bytes };
  expect(analyzer.open(assets, { projectKey: 'key' }).extract(lockfile, Number.POSITIVE_INFINITY)).toEqual({});
  const own = { image: { version: 1, rules: [], joins: [] }, rules: [] };
  const read = vi.spyOn(assets, 'get');
  analyzer.open(assets, { projectKey: 'key', own }).extract(lockfile, Number.POSITIVE_INFINITY);
  expect(read).toHaveBeenCalledWith('code-patterns.json');
});
