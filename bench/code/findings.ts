import { ruleDocs, scanAndDecide } from '../../src/flows/scan.ts';
import type { Found } from './score.ts';

/** What is said of the code in `folder`; with `likely`, without findings that are merely possible. */
export async function findingsIn(
  folder: string,
  cwesOf: ReadonlyMap<string, readonly string[]>,
  likely: boolean,
): Promise<Found[]> {
  const report = await scanAndDecide({ path: folder, source: { kind: 'working-tree' }, cache: false, threads: 0 });
  return report.findings
    .filter(({ rule, confidence }) => countsOf(rule) && !(likely && confidence === 'possible'))
    .map(({ rule, location, attributes, message }) => ({
      rule,
      message,
      path: location.path,
      startLine: location.startLine,
      endLine: location.endLine,
      cwes: typeof attributes['cwe'] === 'string' ? attributes['cwe'].split(/[,|\s]+/) : (cwesOf.get(rule) ?? []),
    }));
}

/** The weaknesses that each rule names among its references: `CWE-89`. */
export async function numbersOfRules(): Promise<ReadonlyMap<string, readonly string[]>> {
  const docs = await ruleDocs();
  return new Map(
    [...docs].map(([id, { references }]) => [id, references.flatMap((one) => one.match(/\bCWE-[0-9]+\b/) ?? [])]),
  );
}

/** Dependencies are there for imports to resolve; what is known about them is not the question. */
function countsOf(rule: string): boolean {
  return !rule.startsWith('dependencies/');
}
