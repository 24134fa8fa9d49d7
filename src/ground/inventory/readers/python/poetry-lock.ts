import type { JsonNode } from '#ground/formats';
import type { DependencyReader } from '../../reader.ts';
import { lockedBlocks, type TomlBlock } from '../../toml.ts';
import { integrityOf, LockedPackages } from './locked.ts';
import { indexSource, normalName, scopeOfGroup } from './pypi.ts';
import { parseRequirement, sourceOf } from './requirement.ts';

/** poetry.lock, 1.0 to 2.x. It does not tell what the project itself asks for: pyproject.toml does. */
export const reader: DependencyReader = {
  format: 'python/poetry-lock',
  wants: (_, name) => name === 'poetry.lock',
  read(file, deadline) {
    const locked = new LockedPackages();
    const { listing } = locked;
    const extras: Extras = { offered: [], wanted: new Set() };
    let current: number | undefined;
    for (const block of lockedBlocks(file, deadline, listing)) {
      const [first, second, ...rest] = block.path;
      if (first === 'package' && block.path.length === 1) current = addPackage(locked, block);
      else if (first === 'metadata' && second === undefined) refuseOther(block, listing.problem.bind(listing));
      if (current === undefined || first !== 'package' || rest.length > 0) continue;
      if (second === 'dependencies') addDependencies(locked, extras, current, block);
      if (second === 'extras')
        for (const [extra, list] of block.table.members)
          for (const { text } of list.items)
            extras.offered.push({
              from: current,
              extra: normalName(extra),
              name: parseRequirement(text ?? '')?.name ?? '',
            });
      if (second === 'source') Object.assign(listing.at(current) ?? {}, sourceIn(block.table));
    }
    const left = extras.offered.filter(({ from, extra, name }) => {
      const isWanted = extras.wanted.has(`${locked.nameOf(from)} ${extra}`);
      if (isWanted) locked.wants(from, name);
      return !isWanted;
    });
    locked.links.linkAll(listing);
    const extra = left.flatMap(({ from, extra, name }) =>
      locked.links.of(normalName(name)).map((to) => ({ from, extra, to })),
    );
    return { role: 'lockfile', ...listing.result(), ...(extra.length > 0 && { extra: { offered: extra } }) };
  },
};

function addPackage(locked: LockedPackages, { table, line, endLine }: TomlBlock): number | undefined {
  const groups = table.get('groups')?.items.flatMap(({ text }) => text ?? []) ?? [];
  const category = table.get('category')?.text;
  const scope =
    groups.length > 0 && !groups.includes('main')
      ? groups.every((group) => scopeOfGroup(group) === 'test')
        ? 'test'
        : 'dev'
      : category !== undefined && category !== 'main'
        ? 'dev'
        : table.get('optional')?.isTrue
          ? 'optional'
          : undefined;
  return locked.add(table.get('name')?.text, table.get('version')?.text, {
    line,
    endLine,
    ...(scope !== undefined && { scope }),
    ...(groups.length > 0 && !groups.includes('main') && { group: groups.join(' ') }),
    ...integrityOf(table.get('files')?.items ?? []),
  });
}

/** What extras of packages bring in, and which of them other packages want. */
interface Extras {
  readonly offered: { readonly from: number; readonly extra: string; readonly name: string }[];
  readonly wanted: Set<string>;
}

/** `{version = "*", optional = true}` is brought in by an extra alone. */
function addDependencies(locked: LockedPackages, extras: Extras, from: number, { table }: TomlBlock): void {
  for (const [name, wanted] of table.members)
    for (const one of wanted.items.length > 0 ? wanted.items : [wanted]) {
      if (one.get('optional')?.isTrue !== true) locked.wants(from, name);
      for (const { text } of one.get('extras')?.items ?? [])
        extras.wanted.add(`${normalName(name)} ${normalName(text ?? '')}`);
    }
}

function sourceIn(source: JsonNode): { readonly source?: string } {
  const url = source.get('url')?.text;
  if (url === undefined) return {};
  const kind = source.get('type')?.text;
  if (kind === 'git')
    return { source: sourceOf(`git+${url}@${source.get('resolved_reference')?.text ?? ''}`.replace(/@$/, '')) };
  const index = kind === 'legacy' ? indexSource(url) : url;
  return index === undefined ? {} : { source: sourceOf(index) };
}

function refuseOther(
  { table, line }: TomlBlock,
  tell: (kind: 'unsupported', line: number, detail: string) => void,
): void {
  const version = table.get('lock-version')?.text;
  if (version !== undefined && !/^[12]\./.test(version))
    tell(
      'unsupported',
      line,
      `The lock-version ${version.slice(0, 20)} is newer than what is known here: what could be read was.`,
    );
}
