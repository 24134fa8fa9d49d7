import type { ListedPackage } from '#ground/model';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadScopes } from './scopes.ts';

const listed = (rest: Partial<ListedPackage> = {}): ListedPackage => ({ purl: 'pkg:pypi/a', line: 1, ...rest });

test('what production leads to is production, and what only tests lead to is of tests', () => {
  const spread = spreadScopes([
    listed({ direct: true, dependsOn: [2] }),
    listed({ direct: true, scope: 'test', dependsOn: [2, 3] }),
    listed({ scope: 'dev', dependsOn: [0] }),
    listed(),
    listed({ scope: 'optional' }),
  ]);
  expect(spread.map(({ scope }) => scope)).toEqual([undefined, 'test', undefined, 'test', 'optional']);
});

test('a chain of 100,000, and cycles, end', () => {
  const chain = Array.from({ length: 100_000 }, (_, i) =>
    listed({ dependsOn: [(i + 1) % 100_000], ...(i === 0 && { direct: true, scope: 'dev' }) }),
  );
  expect(spreadScopes(chain).every(({ scope }) => scope === 'dev')).toBe(true);
});

test('a package has the scope nearest to production among those of the direct ones that lead to it', () => {
  const graph = fc.array(
    fc.record({
      direct: fc.boolean(),
      scope: fc.constantFrom(undefined, 'dev', 'test', 'optional' as const),
      dependsOn: fc.uniqueArray(fc.nat(9), { maxLength: 3 }),
    }),
    { maxLength: 10 },
  );
  const order = [undefined, 'optional', 'test', 'dev'];
  fc.assert(
    fc.property(graph, (made) => {
      const packages = made.map(({ direct, scope, dependsOn }) =>
        listed({
          ...(direct && { direct: true, ...(scope !== undefined && { scope: scope as 'dev' }) }),
          dependsOn: dependsOn.filter((to) => to < made.length),
        }),
      );
      // Brute force: from every direct package, all that it leads to.
      const reaching = packages.map(() => new Set<number>());
      for (const [root, { direct, scope }] of packages.entries()) {
        const seen = new Set<number>();
        const visit = (at: number) => {
          if (seen.has(at)) return;
          seen.add(at);
          reaching[at]!.add(order.indexOf(scope));
          packages[at]!.dependsOn!.forEach(visit);
        };
        if (direct) visit(root);
      }
      expect(spreadScopes(packages).map(({ scope }) => scope)).toEqual(
        packages.map(({ scope }, i) => (reaching[i]!.size === 0 ? scope : order[Math.min(...reaching[i]!)])),
      );
    }),
  );
});
