import { orderOf } from '#ground/packages';
import type { EditKnowledge } from '../ecosystem.ts';
import { FixError } from '../error.ts';
import { purlOf } from '../purl-of.ts';
import { isNewer, languageOf, requirementsOf } from './go-mod.ts';

export interface ResolvedModules {
  /** What go.mod is to require where that differs from what it has, or is new. */
  readonly versions: ReadonlyMap<string, string>;
  /** The highest language version that one of them asks for. */
  readonly language?: string;
  /** Whose sums go.sum needs. */
  readonly sums: readonly { readonly module: string; readonly version: string; readonly isBuilt: boolean }[];
}

const mostModules = 5000;

/**
 * What moves when modules are raised (go.dev/ref/mod, "Minimal version selection"): whatever they require at more than is required now, at no less
 * and nothing that is known to be bad; and what they require anew. Throws FixError, RegistryError.
 */
export async function resolveModules(
  required: ReadonlyMap<string, string>,
  planned: ReadonlyMap<string, string>,
  knowledge: EditKnowledge,
): Promise<ResolvedModules> {
  const { golang } = knowledge.registries;
  const order = orderOf('golang');
  const versions = new Map(planned);
  const sums = new Map<string, { module: string; version: string; isBuilt: boolean }>();
  const queue = [...planned].map(([module, version]) => ({ module, version, mayAdd: true }));
  let language: string | undefined;
  const keep = (module: string, version: string, isBuilt: boolean): void => {
    const key = `${module} ${version}`;
    sums.set(key, { module, version, isBuilt: isBuilt || sums.get(key)?.isBuilt === true });
  };
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const { module, version, mayAdd } = at;
    // It was raised further since.
    if (versions.get(module) !== version) continue;
    if (versions.size > mostModules)
      throw new FixError('not-resolved', `raising ${[...planned.keys()].join(', ')} would raise too much`);
    keep(module, version, true);
    const text = await golang.goMod(module, version);
    if (text === undefined) throw new FixError('not-resolved', `the module proxy has no ${module} ${version}`);
    const needs = languageOf(text);
    if (needs !== undefined && (language === undefined || isNewer(needs, language))) language = needs;
    // Since 1.17 a go.mod names all that its packages need, however deep.
    const isComplete = needs !== undefined && !isNewer('1.17', needs);
    const before = required.get(module);
    const old = before === undefined ? undefined : await golang.goMod(module, before);
    const had = new Map(requirementsOf(old ?? '').map((line) => [line.module, line.isIndirect]));
    for (const { module: name, version: constraint, isIndirect } of requirementsOf(text)) {
      keep(name, constraint, false);
      const now = versions.get(name) ?? required.get(name);
      if (now === undefined ? !mayAdd || had.get(name) === isIndirect : (order?.compare(now, constraint) ?? 0) >= 0)
        continue;
      // What it asked for before in the same way was not needed then: by its tests, or by packages of it that are not used.
      const clean = await leastClean(name, constraint, knowledge);
      versions.set(name, clean);
      queue.push({ module: name, version: clean, mayAdd: mayAdd && !isComplete });
    }
  }
  return {
    versions,
    sums: [...sums.values()].filter(({ module, version, isBuilt }) => !isBuilt || versions.get(module) === version),
    ...(language !== undefined && { language }),
  };
}

/** No less than what is required, and nothing that is known to be bad. */
async function leastClean(module: string, least: string, { registries, against }: EditKnowledge): Promise<string> {
  if (against(purlOf('golang', module, least)).length === 0) return least;
  const order = orderOf('golang');
  const all = (await registries.golang.versions(module)) ?? [];
  const clean = all
    .filter(({ version, yanked }) => yanked === undefined && order?.isPrerelease(version) === false)
    .filter(
      ({ version }) =>
        (order?.compare(version, least) ?? -1) > 0 && against(purlOf('golang', module, version)).length === 0,
    )
    .toSorted((a, b) => order?.compare(a.version, b.version) ?? 0);
  return clean[0]?.version ?? least;
}
