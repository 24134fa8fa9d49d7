import { readFileSync } from 'node:fs';
import { declarationChanged } from '#declare/project';
import { assetPath } from '#ground/places';
import type { RuleDoc } from './report.ts';

/** What the built-in rules, and the project's `own`, say about themselves, by id. Read when something was found, or asked about. */
export async function ruleDocs(own: readonly RuleDoc[] = []): Promise<ReadonlyMap<string, RuleDoc>> {
  const built = JSON.parse(assetText()) as Record<string, Omit<RuleDoc, 'id'>>; // our own build wrote it
  const docs = Object.entries(built).map(([id, doc]): [string, RuleDoc] => [id, { ...doc, id: id as RuleDoc['id'] }]);
  return new Map([
    [declarationChanged.id, declarationChanged],
    ...docs,
    ...own.map((doc): [string, RuleDoc] => [doc.id, doc]),
  ]);
}

/** Without its assets a scan has said already that it looked at nothing; here, rules merely have no words. */
function assetText(): string {
  try {
    return readFileSync(assetPath('rules.json'), 'utf8');
  } catch {
    return '{}';
  }
}
