import { describe, expect, test } from 'vitest';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { routesOf } from './routes.ts';

function file(...packages: Partial<ListedPackage>[]): DependencyFile {
  return {
    path: 'package-lock.json',
    format: 'npm/package-lock',
    role: 'lockfile',
    packages: packages.map((one, i) => ({ purl: `pkg:npm/p${i}@1.0.0`, line: i + 1, ...one })),
  };
}

describe('the route to a package [4:dependency-graph]', () => {
  test('is the shortest from a direct dependency down to it', () => {
    const route = routesOf(
      file({ direct: true, dependsOn: [1] }, { dependsOn: [2] }, { dependsOn: [] }, { direct: true, dependsOn: [2] }),
    );
    expect(route(2)).toEqual([3, 2]);
    expect(route(1)).toEqual([0, 1]);
    expect(route(0)).toEqual([0]);
  });

  test('is the package alone where nobody is known to bring it', () => {
    expect(routesOf(file({ direct: true }, {}))(1)).toEqual([1]);
  });

  test('ends in a cycle', () => {
    const route = routesOf(file({ direct: true, dependsOn: [1] }, { dependsOn: [0, 2] }, { dependsOn: [1] }));
    expect(route(2)).toEqual([0, 1, 2]);
  });

  test('is found through a chain of 100,000', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) =>
      i === 0 ? { direct: true as const, dependsOn: [1] } : { dependsOn: i < 99_999 ? [i + 1] : [] },
    );
    expect(routesOf(file(...chain))(99_999)).toHaveLength(100_000);
  });
});
