import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assetPath } from '#ground/places';
import { analyzer } from '#observe/secrets';
import type { Case } from './cases.ts';
import type { Found } from './score.ts';

/** Runs a scanner over cases; the answers stand in the cases' order. */
export type Tool = (cases: readonly Case[]) => Found[][];

/** This project's own analyzer, through its public entry. */
export function ourScanner(): Tool {
  const assets = new Map(analyzer.assets.map((name) => [name, readFileSync(assetPath(name))]));
  const session = analyzer.open(assets, { projectKey: 'bench' });
  return (cases) =>
    cases.map(({ path, text }) => {
      const bytes = Buffer.from(text);
      const { facts } = session.extract({ path, size: bytes.length, bytes }, Infinity);
      const claims = facts === undefined ? [] : session.conclude([{ path, facts }]).claims;
      const offset = offsetsOf(text);
      return claims.map(({ rule, confidence, location }) => {
        const start = offset(location.startLine, location.startColumn);
        const end = offset(location.endLine, location.endColumn);
        return { rule, confidence, start, end: Math.max(end, start + 1) };
      });
    });
}

/**
 * gitleaks, over the same cases as files. It tells no confidence: all it says counts as `likely`. Its columns are not the text's where it
 * decoded something, so that its findings count for their whole lines, in its favour.
 */
export function gitleaks(binary: string): Tool {
  return (cases) => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-accuracy-'));
    try {
      for (const [index, { path, text }] of cases.entries()) {
        const file = join(folder, 'cases', String(index), path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const report = join(folder, 'report.json');
      const options = [
        'dir',
        join(folder, 'cases'),
        '--no-banner',
        '--exit-code',
        '0',
        '--report-format',
        'json',
        '--report-path',
        report,
      ];
      const run = spawnSync(binary, [...options, '--max-decode-depth', '3', '--log-level', 'error'], { cwd: folder });
      if (run.status !== 0) throw new Error(`${binary} failed: ${String(run.stderr)}`);
      const found: Found[][] = cases.map(() => []);
      for (const leak of JSON.parse(readFileSync(report, 'utf8')) as Leak[]) {
        const index = Number(leak.File.slice(join(folder, 'cases').length + 1).split('/')[0]);
        const offset = offsetsOf(cases[index]?.text ?? '');
        const [start, end] = [offset(leak.StartLine, 1), offset(leak.EndLine + 1, 1)];
        found[index]?.push({ rule: leak.RuleID, confidence: 'likely', start, end: Math.max(end, start + 1) });
      }
      return found;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

interface Leak {
  readonly RuleID: string;
  readonly File: string;
  readonly StartLine: number;
  readonly EndLine: number;
}

/** From lines and columns, both from 1, to an offset. */
function offsetsOf(text: string): (line: number, column: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (line, column) => (starts[line - 1] ?? text.length) + column - 1;
}
