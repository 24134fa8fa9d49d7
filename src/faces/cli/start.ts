import { version } from '#flows/version';
import type { ExecuteContext } from '#ground/operations';
import { dataHome } from '#ground/places';
import type { Target } from '#flows/target';
import type { RunningHome } from '#flows/serve';
import type { ScanReport } from '#flows/scan';
import { explainFailure } from './failure.ts';
import { startResident } from './resident.ts';
import { openProgress, type ProgressLine } from './progress.ts';
import { readStartWords, type StartArguments, startHelp } from './start.options.ts';
import { announcement, linkText, servingText, startSummary } from './start-summary.ts';
import type { Terminal } from './terminal.ts';
import { visible } from './visible.ts';

/** What serves the page; handed in, as faces do not know each other. */
export type Serve = (options: {
  readonly store: ExecuteContext['store'];
  readonly sequencer: NonNullable<ExecuteContext['sequencer']>;
  readonly home: string;
  readonly port?: number;
}) => Promise<{ signInLink(): Promise<string>; close(): Promise<void> }>;

/** `selvedge start`: scans, records, says what to do, and serves the page until it is stopped. Returns the exit code. */
export async function runStart(words: readonly string[], terminal: Terminal, serve: Serve): Promise<number> {
  const asked = readStartWords(words);
  if (asked === 'help') {
    terminal.out(startHelp);
    return 0;
  }
  if ('wrong' in asked) {
    terminal.err(
      `${terminal.style.red(terminal.marks.fail)} ${visible(asked.wrong)}\n  selvedge start --help says more\n`,
    );
    return 2;
  }
  const stop = stopSignal();
  const progress = openProgress(terminal);
  try {
    return await start(asked, terminal, { serve, stop, progress });
  } catch (error) {
    progress.clear();
    if (stop.signal.aborted) return interrupted(asked);
    return explainFailure(withRemedy(error), terminal);
  } finally {
    stop.release();
  }
}

interface Surroundings {
  readonly serve: Serve;
  readonly stop: StopSignal;
  readonly progress: ProgressLine;
}

async function start(
  asked: StartArguments,
  terminal: Terminal,
  { serve, stop, progress }: Surroundings,
): Promise<number> {
  const home = dataHome();
  const { isGitUrl, targetOf } = await import('#flows/target');
  const { what } = asked;
  terminal.out(
    announcement(
      { kind: what === undefined ? 'tour' : isGitUrl(what) ? 'clone' : 'folder', name: what ?? '' },
      version,
      terminal,
    ),
  );
  const target = await targetOf(what, home);
  if (target.stale !== undefined) terminal.err(staleWarning(target.stale, terminal));
  // The database starts while the scan runs: each takes a second or so, and neither needs the other before its end.
  const failing = new AbortController();
  const opening = openRunning(home);
  const scanning = scan(target, AbortSignal.any([stop.signal, failing.signal]), progress);
  opening.catch(() => failing.abort());
  const waiting = tellThatDatabaseStarts({ scanning, opening }, terminal);
  const running = await opening.catch(async (error: unknown) => {
    await scanning.catch(() => undefined);
    throw error;
  });
  waiting.clear();
  try {
    if (asked.once) return await recordAndTell(asked, await scanning, running, { terminal, progress });
    // Before the scan ends, so that a port in use is said at once.
    const server = await serve({ ...running, ...(asked.port !== undefined && { port: asked.port }) }).catch(
      async (error: unknown) => {
        failing.abort();
        await scanning.catch(() => undefined);
        throw error;
      },
    );
    const resident = await startResident(home);
    try {
      await recordAndTell(asked, await scanning, running, { terminal, progress });
      await serveUntilStopped(target, running, server, { terminal, stop });
      return 0;
    } finally {
      await resident?.close();
      await server.close();
    }
  } finally {
    await running.close();
  }
}

/** The first start makes the database, which takes longer than most scans: a line says so while nothing else does. */
function tellThatDatabaseStarts(
  { scanning, opening }: { scanning: Promise<unknown>; opening: Promise<unknown> },
  { live, style, err, marks }: Terminal,
): { clear(): void } {
  let isShown = false;
  let isOver = !live;
  const clear = (): void => {
    isOver = true;
    if (isShown) err('\r\u001b[2K');
    isShown = false;
  };
  const show = (): void => {
    if (isOver) return;
    isShown = true;
    err(style.dim(`Making the database ready ${marks.ellipsis}`));
  };
  // Both are awaited elsewhere, where their failures are told.
  opening.catch(clear);
  scanning.then(show, () => undefined);
  return { clear };
}

async function openRunning(home: string): Promise<RunningHome> {
  const { openHome } = await import('#flows/serve');
  return openHome({ home, databaseUrl: process.env['SELVEDGE_DATABASE_URL'] });
}

interface Scanned {
  readonly report: ScanReport;
  /** What it is made of, for the server to watch. */
  readonly packages: readonly string[];
}

async function scan({ path }: Target, signal: AbortSignal, progress: ProgressLine): Promise<Scanned> {
  const { scanAndDecide } = await import('#flows/scan');
  let packages: readonly string[] = [];
  const report = await scanAndDecide({
    path,
    source: { kind: 'working-tree' },
    signal,
    onProgress: (now) => progress.show(now),
    onPackages: (purls) => {
      packages = purls;
    },
  });
  progress.clear();
  return { report, packages };
}

async function recordAndTell(
  asked: StartArguments,
  { report, packages }: Scanned,
  running: RunningHome,
  { terminal, progress }: { terminal: Terminal; progress: ProgressLine },
): Promise<number> {
  const [{ recordScan }, { ruleDocs }] = await Promise.all([import('#flows/record'), import('#flows/scan')]);
  // From build on, gates ask about all of a project: of a part, none of them could say anything.
  const gate = asked.gate ?? (report.scope.coverage.kind === 'everything' ? 'build' : 'commit');
  const recorded = await recordScan(running, report, gate, packages);
  progress.clear();
  const rules = recorded.report.findings.length > 0 ? await ruleDocs() : new Map();
  terminal.out(`\n${startSummary(recorded, rules, terminal, { verbose: asked.verbose, now: Date.now() })}`);
  return recorded.report.exitCode;
}

async function serveUntilStopped(
  target: Target,
  { home }: RunningHome,
  server: Awaited<ReturnType<Serve>>,
  { terminal, stop }: { terminal: Terminal; stop: StopSignal },
): Promise<void> {
  const copyOf = target.kind === 'tour' ? target.path : undefined;
  terminal.out(`\n${servingText({ link: await server.signInLink(), home, copyOf }, terminal)}`);
  const onLine = (): void =>
    void server.signInLink().then(
      (link) => terminal.out(`${linkText(link, terminal)}\n`),
      (error: unknown) => explainFailure(withRemedy(error), terminal),
    );
  if (terminal.interactive) process.stdin.on('data', onLine);
  await stop.asked;
  if (terminal.interactive) process.stdin.off('data', onLine).pause();
  terminal.err(`${terminal.live ? '\r\u001b[2K' : ''}Stopping ${terminal.marks.ellipsis}\n`);
}

function staleWarning({ because, since }: NonNullable<Target['stale']>, { marks, style }: Terminal): string {
  return `${style.yellow(marks.fail)} It could not be cloned anew: ${visible(because)}\n  Looking at the clone of ${since.toISOString().slice(0, 16).replace('T', ' ')} UTC.\n`;
}

/** 130 is what shells say of a program that Ctrl-C ended; a server that is told to stop did what it was told. */
function interrupted({ once }: StartArguments): number {
  return once ? 130 : 0;
}

/** Some rooms put what to do next into the second line of their message. */
function withRemedy(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || 'remedy' in error) return error;
  const [said = '', ...next] = error.message.split('\n');
  return Object.assign(new Error(said, { cause: error }), {
    code: error.code,
    ...(next.length > 0 && { remedy: next.join(' ') }),
  });
}

interface StopSignal {
  readonly signal: AbortSignal;
  /** Resolves at the first Ctrl-C or SIGTERM. */
  readonly asked: Promise<void>;
  release(): void;
}

/** The first Ctrl-C stops in order; the second ends at once, and the database then stops by itself. */
function stopSignal(): StopSignal {
  const controller = new AbortController();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    resolve();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  return {
    signal: controller.signal,
    asked,
    release: () => {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(name, onSignal);
    },
  };
}
