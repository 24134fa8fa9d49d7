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
    expect(route(2)).toEqual({ depth: 1, via: [3] });
    expect(route(1)).toEqual({ depth: 1, via: [0] });
    expect(route(0)).toEqual({ depth: 0, via: [] });
  });

  test('is the package alone where nobody is known to bring it', () => {
    expect(routesOf(file({ direct: true }, {}))(1)).toEqual({ depth: 0, via: [] });
  });

  test('ends in a cycle', () => {
    const route = routesOf(file({ direct: true, dependsOn: [1] }, { dependsOn: [0, 2] }, { dependsOn: [1] }));
    expect(route(2)).toEqual({ depth: 2, via: [0, 1] });
  });

  test('is found through a chain of 100,000, for each of its packages, and named by its ends', () => {
    const chain = Array.from({ length: 100_000 }, (_, i) =>
      i === 0 ? { direct: true as const, dependsOn: [1] } : { dependsOn: i < 99_999 ? [i + 1] : [] },
    );
    const route = routesOf(file(...chain));
    expect(route(5)).toEqual({ depth: 5, via: [0, 1, 2, 3, 4] });
    for (let i = 6; i < 100_000; i++)
      if (route(i).via.length !== 5) throw new Error(`the way to ${i} is named with ${route(i).via.length}`);
    expect(route(99_999)).toEqual({ depth: 99_999, via: [0, 1, undefined, 99_997, 99_998] });
  });
});
