import { bytesAccess, containerKind, membersOf, type RandomAccess } from '#ground/archives';
import type { NotLookedAt } from '#ground/model';
import { type Budgets, defaultBudgets } from '../request.ts';

/** Stands between an archive's path and that of a file in it: `app.jar!/config/app.yml`. */
export const insideMark = '!/';

/** Whether bytes are an archive or compressed, by their first ones. Quick: asked of every file. */
export function isContainer(bytes: Uint8Array): boolean {
  return mayBegin(bytes) && containerKind(bytes.subarray(0, 512)) !== undefined;
}

/** First bytes of those that are told by a magic number, and `ustar` behind a tar header's names; older archives of tar are read as text. */
function mayBegin(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  return first === 0x50 || first === 0x1f || first === 0x28 || (bytes[257] === 0x75 && bytes[258] === 0x73);
}

/** A file in an archive. Its path is the archive's, the mark, and its own. `bytes` are valid until the next is asked for. */
export interface Inner {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** An archive of many damaged files says so once for each of so many. */
const mostGaps = 100;

/** All files in an archive, to the depth and size that the budgets allow, and what was not looked at in it. */
export function* filesInside(
  path: string,
  archive: Uint8Array | RandomAccess,
  budgets: Budgets = defaultBudgets,
): Generator<Inner | NotLookedAt> {
  const access = archive instanceof Uint8Array ? bytesAccess(archive) : archive;
  const limits = {
    memberBytes: budgets.fileBytes,
    totalBytes: budgets.archiveBytes,
    depth: budgets.archiveDepth,
    members: budgets.archiveFiles,
    deadline: performance.now() + budgets.archiveMs,
  };
  let gaps = 0;
  for (const found of membersOf(access, path.slice(path.lastIndexOf('/') + 1), limits)) {
    const inner = found.path === '' ? path : cut(`${path}${insideMark}${found.path}`.replace(/!\/$/, ''));
    if ('bytes' in found) yield { path: inner, bytes: found.bytes };
    else if ((gaps += 1) <= mostGaps)
      yield { path: inner, reason: found.reason, detail: found.detail, expected: found.expected };
  }
  if (gaps > mostGaps)
    yield {
      path,
      reason: 'parse-failed',
      detail: `${gaps - mostGaps} more files in it could not be read`,
      expected: false,
    };
}

/** Of a location's path, with room for a part of a name. */
const longestPath = 4000;

function cut(path: string): string {
  return path.length <= longestPath ? path : `${path.slice(0, 2000)}…${path.slice(-1900)}`;
}
