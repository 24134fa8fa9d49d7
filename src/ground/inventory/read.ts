import type { DependencyFile } from '#ground/model';
import { readBothSides, splitConflicts } from './conflicts.ts';
import type { DependencyReader, ReadableFile } from './reader.ts';
import { readers } from './readers.generated.ts';

/** The readers that would look into a file of this path, in the order of their formats. */
export function readersOf(path: string): readonly DependencyReader[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return readers.filter((reader) => reader.wants(path, name));
}

/**
 * What a file lists, by the first reader that knows it; undefined when none does. Of a file in conflict each side is read, so that no reader
 * sees a conflict marker. Throws ReadFailure.
 */
export function readDependencyFile(file: ReadableFile, deadline: number): DependencyFile | undefined {
  const candidates = readersOf(file.path);
  if (candidates.length === 0) return undefined;
  const conflict = splitConflicts(file.bytes);
  for (const reader of candidates) {
    const read = (side: ReadableFile) => reader.read(side, deadline);
    const content = conflict === undefined ? read(file) : readBothSides(file, conflict, read);
    if (content !== undefined) return { path: file.path, format: reader.format, ...content };
  }
  return undefined;
}
