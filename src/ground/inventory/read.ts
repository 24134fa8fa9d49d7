import type { DependencyFile } from '#ground/model';
import type { DependencyReader, ReadableFile } from './reader.ts';
import { readers } from './readers.generated.ts';

/** The readers that would look into a file of this path, in the order of their formats. */
export function readersOf(path: string): readonly DependencyReader[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return readers.filter((reader) => reader.wants(path, name));
}

/** What a file lists, by the first reader that knows it; undefined when none does. Throws ReadFailure. */
export function readDependencyFile(file: ReadableFile, deadline: number): DependencyFile | undefined {
  for (const reader of readersOf(file.path)) {
    const content = reader.read(file, deadline);
    if (content !== undefined) return { path: file.path, format: reader.format, ...content };
  }
  return undefined;
}
