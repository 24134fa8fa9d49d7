import { type Project, type ProjectReader, rulesFolder } from '#declare/project';
import type { NotLookedAt } from '#ground/model';
import type { OwnSettings } from '#observe/engine';
import { ruleDocs } from './rule-docs.ts';
import type { RuleDoc } from './report.ts';

/** What a project brings to the analyzers, read from where its declarations come from. */
export interface OwnRules {
  /** By the analyzer's id. */
  readonly settings: OwnSettings;
  readonly notLookedAt: readonly NotLookedAt[];
  readonly docs: readonly RuleDoc[];
}

/** Undefined for a project that brings nothing, which costs a look-up and loads nothing. Throws FileFormatError. */
export async function readOwnRules(reader: ProjectReader, project: Project): Promise<OwnRules | undefined> {
  const names = await reader.list(rulesFolder);
  const paths = names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${rulesFolder}${name}`);
  if (paths.length === 0 && Object.keys(project.rules).length === 0) return undefined;
  const rules = await Promise.all(paths.map(async (path) => ({ path, text: (await reader.read(path)) ?? '' })));
  const { compileOwnRules } = await import('#observe/secrets');
  const own = await compileOwnRules({ rules, changes: project.rules, builtin: new Set((await ruleDocs()).keys()) });
  return { settings: { secrets: own.settings }, notLookedAt: own.notLookedAt, docs: own.docs };
}
