import type { JsonNode } from '#ground/formats';
import type { DependencyReader } from '../../reader.ts';
import { readToml } from '../../toml.ts';
import { AskedPackages, type Place } from './asked.ts';
import { isName, normalName, scopeOfGroup } from './pypi.ts';
import { parseRequirement, sourceOf } from './requirement.ts';

/** pyproject.toml: `[project]` (PEP 621), `[dependency-groups]` (PEP 735), and what Poetry, PDM, uv and Hatch have of their own. */
export const reader: DependencyReader = {
  format: 'python/pyproject',
  wants: (_, name) => name === 'pyproject.toml',
  read(file, deadline) {
    const asked = new Pyproject();
    const root = readToml(file, deadline, asked.listing);
    asked.sources(root.get('tool')?.get('uv')?.get('sources'));
    const project = root.get('project');
    const tool = root.get('tool');
    asked.list(project?.get('dependencies'), {});
    for (const [extra, list] of project?.get('optional-dependencies')?.members ?? [])
      asked.list(list, { scope: 'optional', group: extra });
    asked.list(root.get('build-system')?.get('requires'), { scope: 'build', group: 'build-system', isApart: true });
    for (const [group, list] of root.get('dependency-groups')?.members ?? [])
      asked.list(list, { scope: scopeOfGroup(group) ?? 'dev', group });
    asked.poetry(tool?.get('poetry'));
    for (const [group, list] of tool?.get('pdm')?.get('dev-dependencies')?.members ?? [])
      asked.list(list, { scope: scopeOfGroup(group) ?? 'dev', group });
    asked.list(tool?.get('uv')?.get('dev-dependencies'), { scope: 'dev', group: 'dev' });
    for (const [name, environment] of tool?.get('hatch')?.get('envs')?.members ?? [])
      for (const key of ['dependencies', 'extra-dependencies'])
        asked.list(environment.get(key), { scope: scopeOfGroup(name) ?? 'dev', group: name, isApart: true });
    const of = rootOf(project) ?? rootOf(tool?.get('poetry'));
    return {
      role: 'manifest',
      ...(of !== undefined && { root: of }),
      ...asked.listing.result(),
      ...(asked.extras.length > 0 && { extra: { extras: asked.extras } }),
    };
  },
};

function rootOf(table: JsonNode | undefined): { readonly name: string; readonly version?: string } | undefined {
  const name = table?.get('name')?.text;
  const version = table?.get('version')?.text;
  return name === undefined || !isName(name) ? undefined : { name, ...(version !== undefined && { version }) };
}

class Pyproject extends AskedPackages {
  /** `[tool.uv.sources]`: where uv takes a package from instead. */
  readonly #sources = new Map<string, JsonNode>();

  sources(sources: JsonNode | undefined): void {
    for (const [name, source] of sources?.members ?? []) this.#sources.set(normalName(name), source);
  }

  /** An array of dependency specifiers; the tables in it include another group (PEP 735). */
  list(list: JsonNode | undefined, place: Omit<Place, 'line'>): void {
    for (const item of list?.items ?? []) {
      const requirement = parseRequirement(item.text ?? '');
      if (requirement === undefined) {
        if (item.kind !== 'object') this.specifier(item.text ?? '', { line: item.line });
        continue;
      }
      const source = this.#sources.get(normalName(requirement.name));
      const url = source === undefined ? undefined : sourceIn(source.items[0] ?? source);
      this.requirement({ ...requirement, ...(url !== undefined && { url }) }, { ...place, line: item.line });
    }
  }

  poetry(poetry: JsonNode | undefined): void {
    const extras = new Map<string, string>();
    for (const [extra, names] of poetry?.get('extras')?.members ?? [])
      for (const { text } of names.items) extras.set(normalName(text ?? ''), extra);
    this.#poetryTable(poetry?.get('dependencies'), (name) => extras.get(name));
    this.#poetryTable(poetry?.get('dev-dependencies'), () => undefined, 'dev');
    for (const [group, table] of poetry?.get('group')?.members ?? [])
      this.#poetryTable(table.get('dependencies'), () => undefined, group);
  }

  #poetryTable(table: JsonNode | undefined, extraOf: (name: string) => string | undefined, group?: string): void {
    for (const [name, said] of table?.members ?? []) {
      if (name.toLowerCase() === 'python') continue;
      for (const one of said.items.length > 0 ? said.items : [said]) {
        const isOptional = one.get('optional')?.isTrue === true;
        const scope =
          group === undefined
            ? isOptional
              ? 'optional'
              : undefined
            : group === 'main'
              ? undefined
              : (scopeOfGroup(group) ?? 'dev');
        this.wantsExtras(name, one.get('extras')?.items.flatMap(({ text }) => text ?? []) ?? []);
        this.named(name, one.text ?? ((key) => one.get(key)?.text), {
          line: one.line,
          scope,
          group: group ?? (isOptional ? extraOf(normalName(name)) : undefined),
        });
      }
    }
  }
}

function sourceIn(source: JsonNode): string | undefined {
  const git = source.get('git')?.text;
  const revision = source.get('rev')?.text ?? source.get('tag')?.text ?? source.get('branch')?.text;
  if (git !== undefined) return sourceOf(`git+${git}${revision === undefined ? '' : `@${revision}`}`);
  const other = source.get('url')?.text ?? source.get('path')?.text;
  return other === undefined ? undefined : sourceOf(other);
}
