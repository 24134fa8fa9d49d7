import { expect, test } from 'vitest';
import type { ListedPackage } from '#ground/model';
import { readBothSides, splitConflicts } from './conflicts.ts';
import { ReadFailure, type ReadableFile } from './reader.ts';

const conflicted = ['a', '<<<<<<< HEAD', 'b', '||||||| base', 'o', '=======', 'c', '>>>>>>> topic', 'd', ''].join('\n');

/** One package per line that is no marker: its name, after `>` the position of what it depends on. */
function read({ bytes }: ReadableFile): { role: 'lockfile'; packages: ListedPackage[] } {
  const lines = Buffer.from(bytes).toString().split('\n');
  const packages: ListedPackage[] = [];
  for (const [index, text] of lines.entries()) {
    const [name = '', to] = text.trim().split('>');
    if (name === 'broken') throw new ReadFailure('malformed', 'broken', index + 1);
    if (name !== '' && !/^(?:<{7}|[|]{7}|={7}|>{7})/.test(name))
      packages.push({
        purl: `pkg:npm/${name}`,
        line: index + 1,
        ...(to === undefined ? {} : { dependsOn: [Number(to)] }),
      });
  }
  return { role: 'lockfile', packages };
}

function linesOf(side: Uint8Array | undefined): string[] {
  return Buffer.from(side ?? [])
    .toString()
    .split('\n')
    .map((line) => line.trim());
}

function readConflicted(text: string) {
  const bytes = Buffer.from(text);
  const conflict = splitConflicts(bytes);
  return conflict === undefined ? undefined : readBothSides({ path: 'x', bytes }, conflict, read);
}

test('a conflict has two sides, of the same lines', () => {
  const conflict = splitConflicts(Buffer.from(conflicted));
  expect(conflict?.line).toBe(2);
  expect(linesOf(conflict?.ours)).toEqual(['a', '', 'b', '', '', '', '', '', 'd', '']);
  expect(linesOf(conflict?.theirs)).toEqual(['a', '', '', '', '', '', 'c', '', 'd', '']);
  expect(linesOf(conflict?.base)).toEqual(['a', '', '', '', 'o', '', '', '', 'd', '']);
  expect(splitConflicts(Buffer.from('<<<<<<< a\n=======\n>>>>>>> b\n'))?.base).toBeUndefined();
});

test('a file without a complete conflict is left alone', () => {
  expect(splitConflicts(Buffer.from('a\n<<<<<<< HEAD\nb\n=======\nc\n'))).toBeUndefined();
  expect(splitConflicts(Buffer.from('  <<<<<<< HEAD\n=======\n>>>>>>> x\n'))).toBeUndefined();
  expect(splitConflicts(Buffer.from('<<<<<<<<<\n=======\n>>>>>>> x\n'))).toBeUndefined();
});

test('what either side lists is listed, with a problem where the conflict begins [4:hostile-lockfiles]', () => {
  const content = readConflicted('a>1\n<<<<<<< HEAD\nb\n=======\nc\nb>0\n>>>>>>> topic\nd\n');
  expect(content?.problems).toMatchObject([{ kind: 'conflict', line: 2 }]);
  expect(content?.packages).toEqual([
    // On our side it depends on b, on their side on c.
    { purl: 'pkg:npm/a', line: 1, dependsOn: [1, 3] },
    { purl: 'pkg:npm/b', line: 3, dependsOn: [0] },
    { purl: 'pkg:npm/d', line: 8 },
    { purl: 'pkg:npm/c', line: 5 },
  ]);
});

test('a side that cannot be read does not hide the other', () => {
  const content = readConflicted('a\n<<<<<<< HEAD\nbroken\n=======\nc\n>>>>>>> topic\n');
  expect(content?.packages.map(({ purl }) => purl)).toEqual(['pkg:npm/a', 'pkg:npm/c']);
  expect(content?.problems?.[0]?.detail).toContain('not all of its sides');
  expect(() => readConflicted('broken\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> topic\n')).toThrow(/neither side/);
});
