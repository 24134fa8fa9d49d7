import { type Claim, digestJson } from '#ground/model';
import { fileNamed } from './coverage/place.ts';
import type { FailedTest, TestReport } from './junit.ts';

/** Claims about the tests that failed, each once; where the report names no file of the project, they stand at the report. */
export function failedTestClaims(report: TestReport, reportPath: string, paths: readonly string[]): Claim[] {
  const find = fileNamed(paths);
  const told = new Map(report.failed.map((test) => [`${test.file ?? ''}\0${test.name}`, test]));
  return [...told.values()].map((test) => {
    const path = whereIs(test, find);
    const line = path === undefined ? 1 : (test.line ?? 1);
    return {
      rule: 'quality/failing-test' as Claim['rule'],
      severity: 'high',
      confidence: 'certain',
      locus: { kind: 'symbol', symbol: test.name, snippet: digestJson(test.name) },
      location: { path: path ?? reportPath, startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
      message:
        `${test.name} ${test.kind === 'error' ? 'broke' : 'failed'}${test.message.trim() === '' ? '' : `: ${firstLine(test.message)}`}`.slice(
          0,
          1000,
        ),
      attributes: { kind: test.kind },
    };
  });
}

/** By its file; else by its class, as Java, .NET and pytest name them. */
function whereIs({ file, name }: FailedTest, find: (written: string) => string | undefined): string | undefined {
  if (file !== undefined) return find(file);
  const group = name.split(' › ')[0] ?? '';
  if (/\.\w+$/.test(group) && find(group) !== undefined) return find(group);
  const folder = group.replaceAll('.', '/');
  const folders = [folder, folder.slice(0, Math.max(0, folder.lastIndexOf('/')))];
  for (const one of folders)
    for (const ending of ['.java', '.kt', '.py', '.cs', '.ts', '.js', '.php', '.rb']) {
      const path = one === '' ? undefined : find(one + ending);
      if (path !== undefined) return path;
    }
  return undefined;
}

/** What the tests print is nobody's to trust: one line of it, without what a terminal would obey. */
function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] ?? '').slice(0, 300);
}
