import * as fc from 'fast-check';
import type { DependencyFile } from '#ground/model';
import { parsePurl, PurlError } from '#ground/packages';
import { readDependencyFile } from './read.ts';
import { ReadFailure } from './reader.ts';

/** What a file of this path and content lists. Throws when no reader takes it. */
export function readSample(path: string, content: string | Uint8Array): DependencyFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = readDependencyFile({ path, bytes }, performance.now() + 10_000);
  if (file === undefined) throw new Error(`No reader takes ${path}.`);
  return file;
}

/** The code of the failure that reading ends with; undefined when it does not. */
export function failureOf(path: string, content: string | Uint8Array): string | undefined {
  try {
    readSample(path, content);
    return undefined;
  } catch (error) {
    if (error instanceof ReadFailure) return error.code;
    throw error;
  }
}

/** Each package's purl, with the purls that it brings in. */
export function graphOf(file: DependencyFile): Record<string, readonly (string | undefined)[]> {
  const graph: Record<string, readonly (string | undefined)[]> = Object.create(null);
  for (const { purl, dependsOn } of file.packages) graph[purl] = (dependsOn ?? []).map((i) => file.packages[i]?.purl);
  return { ...graph };
}

/**
 * Damages a sample in every way: what is read of it is sound, or reading ends with a ReadFailure; nothing else is ever thrown.
 */
export function survivesDamage(path: string, sample: string | Uint8Array, runs = 300): void {
  const whole = typeof sample === 'string' ? Buffer.from(sample) : Buffer.from(sample);
  const position = fc.nat({ max: whole.length });
  const damage = fc.record({
    at: position,
    removed: fc.oneof(fc.constant(0), fc.nat({ max: 40 }), position),
    put: fc.oneof(
      fc.constantFrom(...hostile),
      fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
      fc.tuple(position, fc.nat({ max: 200 })).map(([from, length]) => whole.subarray(from, from + length)),
    ),
  });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
      let bytes = whole;
      for (const { at, removed, put } of damages)
        bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);
      let file: DependencyFile | undefined;
      try {
        file = readDependencyFile({ path, bytes }, performance.now() + 10_000);
      } catch (error) {
        if (!(error instanceof ReadFailure)) throw error;
      }
      if (file !== undefined) refuseUnsound(file);
    }),
    { numRuns: runs },
  );
}

const hostile = [
  '',
  '__proto__',
  'constructor',
  '\n',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\0',
  '(',
  ')',
  '-1',
  '1e999',
  '<',
  '>',
  '  - ',
  '\uFEFF',
  '$(A)',
  '\n<<<<<<< a\n',
  '\n=======\n',
  '\n>>>>>>> b\n',
].map((text) => Buffer.from(text));

function refuseUnsound(file: DependencyFile): void {
  for (const { purl, line, endLine, dependsOn } of file.packages) {
    const parsed = parsePurl(purl);
    if (parsed instanceof PurlError) throw new Error(`${purl}: ${parsed.detail}`);
    if (!Number.isInteger(line) || line < 1 || (endLine ?? line) < line) throw new Error(`${purl} on line ${line}`);
    for (const [i, to] of (dependsOn ?? []).entries())
      if (file.packages[to] === undefined || to <= (dependsOn?.[i - 1] ?? -1))
        throw new Error(`${purl} brings in ${to}`);
  }
  for (const { line } of file.problems ?? []) if (!Number.isInteger(line) || line < 1) throw new Error(`line ${line}`);
}

/** All readers, for tests of others that hold something against each. */
export { readers } from './readers.generated.ts';
