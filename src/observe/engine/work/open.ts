import {
  type Analyzer,
  type AnalyzerSession,
  type Digest,
  digestBytes,
  digestJson,
  type NotLookedAt,
} from '#ground/model';
import type { AnalyzerEntry, OwnSettings } from '../request.ts';
import { Assets } from './assets.ts';
import { failureOf } from './examiner.ts';

/** Analyzers that can run, in a fixed order: elsewhere they go by their number in it. */
export interface Prepared {
  readonly analyzers: readonly Analyzer[];
  /** By file name; shared by all analyzers. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
  /** What the project brings for each analyzer, by its id. */
  readonly own: OwnSettings;
  /** Of each analyzer with its version, its assets and what the project brings, for the scope. */
  readonly digests: readonly Digest[];
  /** Of everything that facts depend on, the project's key included. */
  readonly factsDigest: Digest;
  /** Analyzers that cannot run: something that they need is not there. */
  readonly notLookedAt: readonly NotLookedAt[];
}

/** At most as many analyzers as a mask of 32 bits can name. */
const mostAnalyzers = 30;

/** Raised when the engine itself would give other facts or gaps for the same file. */
const engineVersion = 2;

/** `paths`: all that there is to look at, where that is known: analyzers that none of them concerns are not loaded. */
export async function prepare(
  entries: readonly AnalyzerEntry[],
  projectKey: string,
  own: OwnSettings = {},
  paths?: readonly string[],
): Promise<Prepared> {
  if (entries.length > mostAnalyzers) throw new RangeError(`at most ${mostAnalyzers} analyzers run together`);
  const assets = new Assets();
  const notLookedAt: NotLookedAt[] = [];
  const analyzers: Analyzer[] = [];
  for (const entry of entries) {
    try {
      const analyzer = paths === undefined ? await entry.load() : await concerned(entry, paths);
      const missing = analyzer.assets.filter((name) => !assets.read(name));
      assets.addLazy(analyzer);
      if (missing.length === 0) analyzers.push(analyzer);
      else
        notLookedAt.push({
          by: entry.id,
          reason: 'missing-data',
          detail: `${missing.join(', ')} is not built`,
          expected: false,
        });
    } catch (error) {
      notLookedAt.push({ by: entry.id, expected: false, ...failureOf(error) });
    }
  }
  const digests = analyzers.map((analyzer) =>
    digestJson({
      id: analyzer.id,
      version: analyzer.version,
      assets: analyzer.assets.map((name) => [name, digestBytes(assets.get(name)!)]),
      ...(own[analyzer.id] !== undefined && { own: digestBytes(JSON.stringify(own[analyzer.id])) }),
    }),
  );
  return {
    analyzers,
    assets,
    own,
    digests,
    factsDigest: digestJson({ engineVersion, digests, projectKey: digestBytes(projectKey) }),
    notLookedAt,
  };
}

/** The analyzer, or one in its place that wants nothing. */
async function concerned(entry: AnalyzerEntry, paths: readonly string[]): Promise<Analyzer> {
  const { id, outline } = entry;
  if (outline === undefined || paths.some((path) => outline.concerns(path))) return await entry.load();
  const { version, assets, rules } = outline;
  return {
    id,
    version,
    assets,
    wants: () => false,
    open: () => ({ rules, extract: () => ({}), conclude: () => ({ claims: [], notLookedAt: [] }) }),
  };
}

export interface Opened {
  /** By the analyzers' numbers; undefined where opening failed. */
  readonly sessions: readonly (AnalyzerSession | undefined)[];
  readonly notLookedAt: readonly NotLookedAt[];
  /** Ids of the rules that each analyzer runs, where it names them. */
  readonly rules: readonly (readonly string[])[];
}

/** Awaits what analyzers do before they extract in this thread. `paths`: what they would extract from; absent: anything. */
export async function makeReady(
  { analyzers, assets, own = {} }: Pick<Prepared, 'analyzers' | 'assets'> & Partial<Pick<Prepared, 'own'>>,
  paths?: readonly string[],
): Promise<readonly NotLookedAt[]> {
  const notLookedAt: NotLookedAt[] = [];
  for (const analyzer of analyzers) {
    if (analyzer.prepare === undefined) continue;
    const wanted = paths?.filter((path) => analyzer.wants({ path, size: 1 }));
    if (wanted?.length === 0) continue;
    const brought = own[analyzer.id];
    try {
      if (wanted === undefined) await analyzer.prepare(assets);
      else await analyzer.prepare(assets, { paths: wanted, ...(brought !== undefined && { own: brought }) });
    } catch (error) {
      notLookedAt.push({ by: analyzer.id, expected: false, ...failureOf(error) });
    }
  }
  return notLookedAt;
}

/** Opens a session of each analyzer in this thread. */
export function openSessions(
  { analyzers, assets, own }: Pick<Prepared, 'analyzers' | 'assets' | 'own'>,
  projectKey: string,
): Opened {
  const notLookedAt: NotLookedAt[] = [];
  const sessions = analyzers.map((analyzer) => {
    try {
      const brought = own[analyzer.id];
      return analyzer.open(assets, { projectKey, ...(brought !== undefined && { own: brought }) });
    } catch (error) {
      notLookedAt.push({ by: analyzer.id, expected: false, ...failureOf(error) });
      return undefined;
    }
  });
  return { sessions, notLookedAt, rules: sessions.map((session) => session?.rules ?? []) };
}
