import { dirname, join, normalize } from 'node:path/posix';
import { gitleaksConfigPath, modelsFolder, type Project, type ProjectReader, rulesFolder } from '#declare/project';
import { FileFormatError } from '#ground/formats';
import type { NotLookedAt } from '#ground/model';
import type { OwnSettings } from '#observe/engine';
import { ScanRequestError } from './error.ts';
import { holdsPatternRules, loadParsers } from '../test-pattern-rules.ts';
import { ruleDocs } from './rule-docs.ts';
import type { RuleDoc } from './report.ts';

/** What a project brings to the analyzers, read from where its declarations come from. */
export interface OwnRules {
  /** By the analyzer's id. */
  readonly settings: OwnSettings;
  readonly notLookedAt: readonly NotLookedAt[];
  readonly docs: readonly RuleDoc[];
}

interface Text {
  readonly path: string;
  readonly text: string;
}

/**
 * Undefined for a project that brings nothing, which costs three look-ups and loads nothing. `gitleaksConfig`: read instead of
 * .gitleaks.toml. Throws FileFormatError.
 */
export async function readOwnRules(
  reader: ProjectReader,
  project: Project,
  gitleaksConfig?: Text,
): Promise<OwnRules | undefined> {
  const [files, modelFiles, configs] = await Promise.all([
    textsIn(reader, rulesFolder),
    textsIn(reader, modelsFolder),
    readConfigs(reader, gitleaksConfig),
  ]);
  const isNothing = files.length + modelFiles.length + configs.length === 0;
  if (isNothing && Object.keys(project.rules).length === 0) return undefined;
  const rules = files.filter(({ text }) => !holdsPatternRules(text));
  const patterns = files.filter(({ text }) => holdsPatternRules(text));
  const builtin = new Set((await ruleDocs()).keys());
  const code = patterns.length === 0 ? undefined : await compilePatterns(patterns, builtin);
  const models =
    modelFiles.length === 0 ? undefined : await (await import('#observe/code')).compileOwnModels(modelFiles);
  const { compileOwnRules } = await import('#observe/secrets');
  const own = await compileOwnRules({
    rules,
    changes: project.rules,
    ...(configs.length > 0 && { gitleaks: { configs } }),
    builtin,
  });
  return {
    settings: {
      secrets: own.settings,
      ...((code !== undefined || models !== undefined) && {
        code: { ...(code?.settings as object | undefined), ...(models !== undefined && { models }) },
      }),
    },
    notLookedAt: [...own.notLookedAt, ...(code?.notLookedAt ?? [])],
    docs: [...own.docs, ...(code?.docs ?? [])],
  };
}

/** The YAML files right in a folder, by name. */
async function textsIn(reader: ProjectReader, folder: string): Promise<Text[]> {
  const paths = (await reader.list(folder))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${folder}${name}`);
  return Promise.all(paths.map(async (path) => ({ path, text: (await reader.read(path)) ?? '' })));
}

/** Loads the grammars: only for projects that have such rules. */
async function compilePatterns(files: readonly Text[], builtin: ReadonlySet<string>) {
  const [{ compileOwnPatterns }, parsers] = await Promise.all([import('#observe/code'), loadParsers()]);
  return compileOwnPatterns(files, builtin, parsers);
}

/** As gitleaks: a configuration may extend another, and that a third, whose own `extend` counts for nothing. */
const mostConfigs = 3;

async function readConfigs(reader: ProjectReader, given: Text | undefined): Promise<Text[]> {
  const configs: Text[] = [];
  for await (const config of configsFrom(reader, given ?? (await textAt(reader, gitleaksConfigPath))))
    configs.push(config);
  return configs;
}

/** Each is handed out before it is asked what it extends. */
async function* configsFrom(reader: ProjectReader, first: Text | undefined): AsyncGenerator<Text> {
  let next = first;
  for (let count = 0; next !== undefined && count < mostConfigs; count += 1) {
    yield next;
    next = await extended(reader, next);
  }
}

/** The gitleaks configuration and those that it extends, as far as they can be read. */
export async function gitleaksConfigPaths(reader: ProjectReader, given: Text | undefined): Promise<string[]> {
  const paths: string[] = [];
  try {
    const first = given ?? (await textAt(reader, gitleaksConfigPath));
    for await (const { path } of configsFrom(reader, first)) paths.push(path);
  } catch (error) {
    if (!(error instanceof FileFormatError || error instanceof ScanRequestError)) throw error;
  }
  return paths;
}

/** Loaded for a project that has such a file alone. Throws FileFormatError. */
async function extended(reader: ProjectReader, { path, text }: Text): Promise<Text | undefined> {
  const { gitleaksExtends } = await import('#observe/secrets');
  const said = await gitleaksExtends(path, text);
  if (said === undefined) return undefined;
  // gitleaks looks from where it is started, which is the project's root; next to the file is what people mean otherwise.
  for (const candidate of [normalize(said), normalize(join(dirname(path), said))]) {
    if (isOutside(candidate)) continue;
    const found = await textAt(reader, candidate);
    if (found !== undefined) return found;
  }
  throw new ScanRequestError('not-found', `${path} extends ${said}, which is not there`, {
    remedy: 'correct extend.path; it is relative to the project',
  });
}

/** What a change cannot touch is not compared, and what is not compared is not read. */
function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('/');
}

async function textAt(reader: ProjectReader, path: string): Promise<Text | undefined> {
  const text = await reader.read(path);
  return text === undefined ? undefined : { path, text };
}
