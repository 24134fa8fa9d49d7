/**
 * Runs analyzers over a source: walks, reads, caches, works on many threads, keeps budgets. Does all I/O, so that
 * analyzers are pure.
 */
export { hold, scan } from './scan.ts';
export { filesInside, insideMark } from './containers/inside.ts';
export { decodeText } from './read/content.ts';
export { Assets } from './work/assets.ts';
export { runWorker } from './work/worker.ts';
export { ScanError } from './request.ts';
export { insertedLines } from './revisions/inserted.ts';
export type { InsertedLines } from './revisions/inserted.ts';
export type {
  AnalyzerEntry,
  AnalyzerOutline,
  Budgets,
  CacheSettings,
  Held,
  OwnSettings,
  Progress,
  ScanErrorCode,
  ScanRequest,
  ScanResult,
  ScanStats,
  SourceRequest,
} from './request.ts';
export { Patterns } from './walk/rules.ts';
