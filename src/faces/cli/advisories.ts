import { resolve } from 'node:path';
import {
  type AdvisoriesStatus,
  advisoriesStatus,
  exportAdvisories,
  type ImportReport,
  importAdvisories,
  removeAdvisories,
  type SyncReport,
  syncAdvisories,
  syncFromMirror,
  verifyAdvisories,
} from '#flows/advisories';
import { outcomeLines, statusText } from './advisories-words.ts';
import { openFeedProgress } from './feed-progress.ts';
import { explainFailure } from './failure.ts';
import { bytesInWords, counted } from './layout.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

export interface ChangeOptions {
  readonly acceptShrink?: boolean;
  readonly acceptOlder?: boolean;
  readonly json?: boolean;
  readonly key?: string;
}

export interface SyncOptions extends ChangeOptions {
  readonly ecosystem?: readonly string[];
  readonly source?: readonly string[];
  readonly from?: string;
  readonly sendPackages?: boolean;
  readonly target?: string;
}

/** `selvedge advisories sync`: 0 all is well, 1 a source failed, 2 nothing could be asked. */
export async function runSync(path: string, options: SyncOptions, terminal: Terminal): Promise<number> {
  return changed(options, terminal, (common) => {
    if (options.from !== undefined)
      return syncFromMirror({ ...common, from: options.from, ...(options.key !== undefined && { key: options.key }) });
    const { ecosystem, source, target } = options;
    return syncAdvisories({
      ...common,
      path: resolve(path),
      ...(ecosystem !== undefined && { ecosystems: ecosystem }),
      ...(source !== undefined && { sources: source }),
      ...(target !== undefined && { target }),
      ...(options.sendPackages === true && { sendPackages: true }),
    });
  });
}

export interface ImportOptions extends ChangeOptions {
  /** `2026-11-22`. */
  readonly asOf?: string;
}

/** `selvedge advisories import`. */
export async function runImport(paths: readonly string[], options: ImportOptions, terminal: Terminal): Promise<number> {
  return changed(options, terminal, (common) =>
    importAdvisories({
      ...common,
      paths,
      ...(options.asOf !== undefined && { asOf: Date.parse(options.asOf) }),
      ...(options.key !== undefined && { key: options.key }),
    }),
  );
}

async function changed(
  options: ChangeOptions,
  terminal: Terminal,
  change: (
    common: Parameters<typeof importAdvisories>[0] extends infer R ? Omit<R, 'paths'> : never,
  ) => Promise<SyncReport | ImportReport>,
): Promise<number> {
  const progress = openFeedProgress(terminal);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal);
  try {
    const report = await change({
      acceptShrink: options.acceptShrink === true,
      acceptOlder: options.acceptOlder === true,
      signal: stop.signal,
      onProgress: (now) => progress.show(now),
    });
    progress.clear();
    if (options.json === true) terminal.out(syncJson(report));
    else {
      const lines = outcomeLines(report, terminal);
      if (lines.length > 0) terminal.out(`${lines.join('\n')}\n\n`);
      terminal.out(statusText(withoutTold(report), terminal));
    }
    return report.outcomes.some(({ result }) => result === 'failed') ? 1 : 0;
  } catch (error) {
    progress.clear();
    if (stop.signal.aborted) {
      terminal.err('Stopped. What is stored stays as it was; what was fetched is gone on with the next time.\n');
      return 2;
    }
    return explainFailure(error, terminal);
  } finally {
    process.removeListener('SIGINT', onSignal);
  }
}

/** What failed just now was said just now. */
function withoutTold({ outcomes, status }: SyncReport): AdvisoriesStatus {
  const told = new Set(outcomes.map(({ source }) => source.id));
  return { ...status, failed: status.failed.filter(({ id }) => !told.has(id)) };
}

function syncJson(report: SyncReport | ImportReport): string {
  const document = {
    version: 1,
    kind: 'selvedge-advisories-update',
    sources: report.outcomes.map(({ source, ...outcome }) => ({ id: source.id, ...outcome })),
    bundles:
      'bundles' in report
        ? report.bundles.map(({ at, sources, kept }) => ({
            madeAt: new Date(at).toISOString(),
            sources: sources.map(({ id }) => id),
            kept,
          }))
        : [],
    status: statusDocument(report.status),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** `selvedge advisories status`: always 0 where it can be read; how old is too old is for a scan to decide. */
export function runStatus(json: boolean, terminal: Terminal): number {
  try {
    const status = advisoriesStatus();
    terminal.out(json ? `${JSON.stringify(statusDocument(status), undefined, 2)}\n` : statusText(status, terminal));
    return status.damage === undefined ? 0 : 2;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

/** Times as RFC 3339. */
function statusDocument({ folder, sources, failed, damage }: AdvisoriesStatus): object {
  return {
    version: 1,
    kind: 'selvedge-advisories',
    folder,
    ...(damage !== undefined && { damage }),
    sources: sources.map(({ checkedAt, modified, failure, ...source }) => ({
      ...source,
      checkedAt: instant(checkedAt),
      modified: instant(modified),
      ...(failure !== undefined && { failure: { ...failure, at: instant(failure.at) } }),
    })),
    failed: failed.map(({ at, ...failure }) => ({ ...failure, at: instant(at) })),
  };
}

function instant(at: number): string | null {
  return at === 0 ? null : new Date(at).toISOString();
}

/** `selvedge advisories export`: the bundle, and the key to believe it by. */
export function runExport(path: string, signingKey: string | undefined, terminal: Terminal): number {
  try {
    const { bytes, key } = exportAdvisories({ path, ...(signingKey !== undefined && { signingKey }) });
    terminal.out(
      `Wrote ${visible(path)} (${bytesInWords(bytes)}). On the other machine:\n\n  selvedge advisories import ${visible(path)} --key ${key}\n`,
    );
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

/** `selvedge advisories verify`: 0 whole and signed, 1 not. */
export async function runVerify(key: string | undefined, terminal: Terminal): Promise<number> {
  try {
    const { damage, signedAt, key: by } = await verifyAdvisories(key === undefined ? {} : { key });
    if (damage.length > 0) {
      for (const { message } of damage)
        terminal.err(`${terminal.style.red(terminal.marks.fail)} ${visible(message)}\n`);
      terminal.err(
        `${counted(damage.length, 'file')} of the index are not what was signed: selvedge advisories sync\n`,
      );
      return 1;
    }
    terminal.out(
      `${terminal.style.green(terminal.marks.pass)} The index is whole, and signed by ${by} at ${signedAt}.\n`,
    );
    return 0;
  } catch (error) {
    explainFailure(error, terminal);
    return 1;
  }
}

/** `selvedge advisories remove`. */
export async function runRemove(ids: readonly string[], terminal: Terminal): Promise<number> {
  try {
    for (const id of ids) await removeAdvisories(id);
    terminal.out(statusText(advisoriesStatus(), terminal));
    return 0;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}
