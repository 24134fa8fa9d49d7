import type { Held, ScanRequest, ScanResult } from './request.ts';
import { scanEntries } from './revisions/scan-entries.ts';

/**
 * Looks at all that a source has with all analyzers, and says what was not looked at. Throws ScanError when it cannot
 * begin. What is staged, a range and one text are looked at in this thread; a folder may take worker threads.
 */
export async function scan(request: ScanRequest): Promise<ScanResult> {
  const { source } = request;
  if (source.kind === 'history') return await (await import('./history/scan-history.ts')).scanHistory(request, source);
  if (source.kind !== 'working-tree') return await scanEntries(request, source);
  // Not loaded by a commit hook, which waits for every module.
  const { scanTree } = await import('./tree/scan-tree.ts');
  return await scanTree(request, source.root);
}

/**
 * What stays between scans of single texts of one tree, for who scans one after every keystroke: analyzers with their sessions, and what the
 * last scan of the whole tree knows of the files beside. Hand it to scans of `stdin` as `held`; make it anew when the tree was scanned anew.
 */
export async function hold(request: Omit<ScanRequest, 'source'>, root: string): Promise<Held> {
  return (await import('./revisions/hold.ts')).hold(request, root);
}
