import type { DependencyFile, Json } from '#ground/model';

/** The inventory in what the engine hands out of a scan: none where no file lists dependencies. */
export function inventoryOf(knowledge: Readonly<Record<string, Json>>): readonly DependencyFile[] {
  const files = knowledge['dependencies'];
  return files === undefined ? [] : (files as readonly DependencyFile[]); // the analyzer of this room wrote it
}
