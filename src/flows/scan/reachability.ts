import type { DependencyFile } from '#ground/model';
import type { Affected } from '#observe/dependencies';
import { scan, type SourceRequest } from '#observe/engine';
import { openReachability, type Reachability, symbolsOf, usageFrom } from '#observe/usage';
import { installedCode } from './installed-code.ts';
import { usageEntry } from './usage-entry.ts';

export interface UsageQuestion {
  readonly root: string;
  readonly projectKey: string;
  readonly exclude: readonly string[];
  readonly worker: URL;
  readonly cache?: false;
  readonly signal?: AbortSignal;
}

/**
 * Whether the project's code uses what is affected, in the order of `affected`. Reads the code of the working tree, which a cache remembers, and
 * that of installed packages on the way to what is affected;
 * nothing else asks for it, so that a project without vulnerable dependencies does not pay.
 */
export async function reachabilityOf(
  affected: readonly Affected[],
  inventory: readonly DependencyFile[],
  { root, ...question }: UsageQuestion,
): Promise<readonly Reachability[]> {
  const source: SourceRequest = { kind: 'working-tree', root };
  const { knowledge, scope } = await scan({ ...question, source, analyzers: [usageEntry] });
  const unread = scope.notLookedAt.flatMap(({ path, expected }) => (path === undefined || expected ? [] : [path]));
  const judge = openReachability({
    usage: usageFrom(knowledge['usage']),
    inventory,
    unread,
    ...installedCode({ root }),
  });
  return affected.map(({ file, position, listed, advisory }) =>
    judge({ file, position, symbols: symbolsOf(listed.purl, advisory) }),
  );
}
