import { expect, test } from 'vitest';
import type { DependencyFile, ListedPackage } from '#ground/model';
import { openReachability } from '../index.ts';

test('a graph with as many ways as packages is looked at within bounds, and what is left is unknown [4:reachability]', () => {
  const depth = 6000;
  const packages: ListedPackage[] = Array.from({ length: depth }, (_, at) => ({
    purl: `pkg:npm/p${at}@1.0.0`,
    line: at + 1,
    ...(at === 0 && { direct: true as const }),
    dependsOn: at === depth - 1 ? [depth + at] : [at + 1, depth + at],
  }));
  for (let at = 0; at < depth; at++) packages.push({ purl: `pkg:npm/leaf${at}@1.0.0`, line: depth + at + 1 });
  const file: DependencyFile = { path: 'package-lock.json', format: 'npm/package-lock', role: 'lockfile', packages };
  const usage = {
    files: [
      {
        path: 'src/a.js',
        facts: { language: 'javascript' as const, modules: [{ module: 'p0', line: 1, escapes: 1 }] },
      },
    ],
  };
  const judge = openReachability({ usage, inventory: [file] });
  const verdicts = Array.from({ length: depth }, (_, at) => judge({ file, position: depth + at }).words);
  expect(verdicts.at(-1)).toBe('too many packages bring it in to look at each');
  expect(new Set(verdicts.slice(0, 100))).not.toContain('too many packages bring it in to look at each');
});
