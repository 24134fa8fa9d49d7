import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Presentation, type ScanRequest, ruleDocs, scanAndDecide } from '#flows/scan';
import { explainFailure } from './failure.ts';
import { openProgress } from './progress.ts';
import type { Format, ScanArguments } from './scan.options.ts';
import type { Terminal } from './terminal.ts';

/** `selvedge scan`: scans, decides, shows, and exits as the gate says. */
export async function runScan(asked: ScanArguments, terminal: Terminal): Promise<number> {
  const progress = openProgress(terminal);
  try {
    const request = await requestOf(asked);
    const report = await scanAndDecide({ ...request, onProgress: (now) => progress.show(now) });
    progress.clear();
    const shown = new Set([...report.findings, ...report.closed].map(({ rule }) => rule));
    const rules = shown.size > 0 ? await ruleDocs(report.ownRules, shown) : new Map();
    deliver(await formatted({ report, rules }, asked, terminal), asked, terminal);
    return report.exitCode;
  } catch (error) {
    progress.clear();
    return explainFailure(error, terminal);
  }
}

async function requestOf(asked: ScanArguments): Promise<ScanRequest> {
  const { path, since, target, gate, baseline, writeBaseline, coverage, tests, gitleaksConfig, threads } = asked;
  return {
    path: resolve(path ?? '.'),
    source: asked.stdin
      ? { kind: 'stdin', path: asked.stdinPath ?? 'stdin', bytes: await readInput() }
      : asked.staged
        ? { kind: 'staged' }
        : asked.history
          ? { kind: 'history', unreachable: asked.unreachable }
          : since === undefined
            ? { kind: 'working-tree' }
            : { kind: 'since', revision: since },
    cache: asked.cache,
    verify: asked.verify,
    health: asked.health,
    ...(gate === undefined ? {} : { stage: gate as NonNullable<ScanRequest['stage']> }), // the options' choices are the stages
    ...(target === undefined ? {} : { target }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(writeBaseline === undefined ? {} : { writeBaseline }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(tests === undefined ? {} : { tests }),
    ...(gitleaksConfig === undefined ? {} : { gitleaksConfig }),
    ...(threads === undefined ? {} : { threads }),
  };
}

async function readInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array)); // no encoding is set, so each is bytes
  return Buffer.concat(chunks);
}

/** Each format stands in a file of its own, loaded when it is asked for. */
const formatters: Readonly<
  Record<Format, (shown: Presentation, asked: ScanArguments, terminal: Terminal) => Promise<string>>
> = {
  pretty: async (shown, asked, terminal) => (await import('./pretty.ts')).pretty(shown, terminal, asked),
  json: async ({ report }) => (await import('./json.ts')).json(report),
  sarif: async (shown) => (await import('./sarif.ts')).sarif(shown),
  markdown: async (shown) => (await import('./markdown.ts')).markdown(shown),
};

function formatted(shown: Presentation, asked: ScanArguments, terminal: Terminal): Promise<string> {
  return formatters[asked.format](shown, asked, asked.output === undefined ? terminal : plain(terminal));
}

/** A file is no terminal: neither colours nor links belong in it. */
function plain(terminal: Terminal): Terminal {
  const style = { bold: same, dim: same, red: same, yellow: same, green: same, accent: same };
  return Object.create(terminal, { style: { value: style }, link: { value: same } }) as Terminal; // its getters stay unasked
}

function same(text: string): string {
  return text;
}

function deliver(text: string, asked: ScanArguments, terminal: Terminal): void {
  if (asked.output === undefined) terminal.out(text);
  else writeFileSync(asked.output, text);
}
