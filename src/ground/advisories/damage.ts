import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdvisoryIndexError } from './bytes.ts';
import type { Manifest } from './manifest.ts';

/** Holds every byte of an index to the digests that its manifest states: what is wrong, if anything. Reads all of it. */
export function damageIn(folder: string, manifest: Manifest): readonly AdvisoryIndexError[] {
  const found: AdvisoryIndexError[] = [];
  for (const { file, sha256 } of manifest.sources.flatMap(({ segments }) => segments)) {
    try {
      if (hash('sha256', readFileSync(join(folder, file)), 'hex') !== sha256)
        found.push(
          new AdvisoryIndexError('corrupt', file, 'as a whole', 'its digest is not the one that the manifest states'),
        );
    } catch (error) {
      found.push(
        new AdvisoryIndexError(
          'missing',
          file,
          'as a whole',
          `it cannot be read: ${(error as NodeJS.ErrnoException).code}`,
        ),
      );
    }
  }
  return found;
}
