import { join } from 'node:path';
import { GitError } from '../error.ts';
import { readText, type Repository } from '../repository.ts';
import { git } from '../run.ts';
import type { ObjectTable, StoreGap } from '../packs/object-table.ts';
import { namesIn } from '../packs/pack-files.ts';
import { readObjectTable } from '../packs/read-table.ts';
import { readRefs, type Refs } from './refs.ts';

/** All that a repository has of history: objects, and the names by which it is reached. */
export interface HistoryStore {
  readonly table: ObjectTable;
  readonly refs: Refs;
  /** Ids of commits whose parents were left out on purpose: a shallow clone. */
  readonly shallow: ReadonlySet<string>;
  /** Whether a remote promised to send objects that are not here: a partial clone. */
  readonly isPartial: boolean;
  readonly gaps: readonly StoreGap[];
}

/** Reads indexes and refs; no object yet. Throws GitError when git cannot say how the repository names its objects. */
export async function openHistory(repository: Repository): Promise<HistoryStore> {
  const format = (await git(repository.workTree, ['rev-parse', '--show-object-format'])).toString('latin1').trim();
  if (format !== 'sha1' && format !== 'sha256')
    throw new GitError('malformed', `its objects are named by ${format.slice(0, 40)}, which is not known here`);
  const { table, gaps } = readObjectTable(repository, format === 'sha1' ? 20 : 32);
  const refs = await readRefs(repository);
  const shallow = readText(join(repository.commonDir, 'shallow'), largestShallow) ?? '';
  return {
    table,
    refs,
    shallow: new Set(shallow.split('\n').filter((line) => line !== '')),
    isPartial: isPartial(repository),
    gaps: [...gaps, ...borrowed(repository)],
  };
}

const largestShallow = 64 * 1024 * 1024;

/** gitformat-pack(5), "Partial clone": a file beside each pack that a remote filtered. */
function isPartial({ commonDir }: Repository): boolean {
  return namesIn(join(commonDir, 'objects/pack')).some((name) => name.endsWith('.promisor'));
}

/**
 * Objects of other repositories (gitrepository-layout(5), objects/info/alternates) are not read: the file stands in what is
 * scanned, and could name any repository of whoever scans.
 */
function borrowed({ commonDir }: Repository): StoreGap[] {
  const alternates = readText(join(commonDir, 'objects/info/alternates')) ?? '';
  const count = alternates.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  if (count === 0) return [];
  return [
    {
      code: 'missing',
      what: 'objects/info/alternates',
      detail: 'objects that are borrowed from another repository are not read; git repack -a -d copies them here',
    },
  ];
}
