import { parse } from 'smol-toml';
import type { Asked } from '../model.ts';
import { isRecord, memberOf, textsOf } from '../npm/manifest.ts';

/** What a pyproject.toml asks for: PEP 621 dependencies and extras, PEP 735 groups, Poetry's tables. Nothing for what is no TOML. */
export function askedInPyproject(manifest: string, text: string): readonly Asked[] {
  let document: unknown;
  try {
    document = parse(text);
  } catch {
    return [];
  }
  const project = memberOf(document, 'project');
  const lists = [
    listOf(project, 'dependencies'),
    ...groupsOf(memberOf(project, 'optional-dependencies')),
    ...groupsOf(memberOf(document, 'dependency-groups')),
    listOf(memberOf(memberOf(document, 'tool'), 'uv'), 'dev-dependencies'),
  ];
  const found: Asked[] = lists.flat().flatMap((item) => {
    const parts = typeof item === 'string' ? partsOf(item) : undefined;
    return parts === undefined
      ? []
      : [{ manifest, name: parts.name, constraint: parts.specifier, line: 1, section: 'project' }];
  });
  return [...found, ...askedOfPoetry(manifest, memberOf(memberOf(document, 'tool'), 'poetry'))];
}

function askedOfPoetry(manifest: string, poetry: unknown): Asked[] {
  const groups = memberOf(poetry, 'group');
  const tables = [
    poetry,
    ...(isRecord(groups) ? Object.values(groups) : []),
    { dependencies: memberOf(poetry, 'dev-dependencies') },
  ];
  return tables.flatMap((table) => {
    const plain = textsOf(table, 'dependencies');
    const all = memberOf(table, 'dependencies');
    const tabled = isRecord(all)
      ? Object.entries(all).flatMap(([name, said]) => {
          const version = memberOf(said, 'version');
          return typeof version === 'string' ? [[name, version] as const] : [];
        })
      : [];
    return [...plain, ...tabled]
      .filter(([name]) => name !== 'python')
      .map(([name, constraint]) => ({ manifest, name: normal(name), constraint, line: 1, section: 'poetry' }));
  });
}

/** Replaces what a PEP 508 text or a Poetry key asks for, where it asks exactly for `from`. Undefined when nothing does. */
export function withRequirementsIn(text: string, name: string, from: string, next: string): string | undefined {
  let isFound = false;
  const lines = text.split('\n').map((line) => {
    if (/^\s*#/.test(line)) return line;
    const quoted = line.replace(
      /(["'])([A-Za-z0-9][A-Za-z0-9._-]*)(\s*(?:\[[^\]]*\])?\s*)([^"';@]*?)(\s*(?:;[^"]*?)?)\1(?!\s*=)/g,
      (whole, quote: string, own: string, extras: string, specifier: string, rest: string) => {
        if (normal(own) !== name || plain(specifier) !== plain(from) || specifier === '') return whole;
        isFound = true;
        const isParenthesised = specifier.trim().startsWith('(');
        return `${quote}${own}${extras}${isParenthesised ? `(${next})` : next}${rest}${quote}`;
      },
    );
    const keyed =
      /^(\s*["']?)([A-Za-z0-9][A-Za-z0-9._-]*)(["']?\s*=\s*(?:\{.*?\bversion\s*=\s*)?["'])([^"']*)(["'].*)$/.exec(
        quoted,
      );
    if (keyed === null || normal(keyed[2] ?? '') !== name || plain(keyed[4] ?? '') !== plain(from)) return quoted;
    isFound = true;
    return `${keyed[1] ?? ''}${keyed[2] ?? ''}${keyed[3] ?? ''}${next}${keyed[5] ?? ''}`;
  });
  return isFound ? lines.join('\n') : undefined;
}

function partsOf(requirement: string): { name: string; specifier: string } | undefined {
  const parts = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*([^;@]*)/.exec(requirement);
  if (parts === null || /^\s*@/.test(requirement.slice(parts[0].length))) return undefined;
  return { name: normal(parts[1] ?? ''), specifier: (parts[2] ?? '').replace(/[\s()]+/g, '') };
}

function plain(constraint: string): string {
  return constraint.replace(/[\s()]+/g, '');
}

function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const found = memberOf(value, name);
  return Array.isArray(found) ? found : [];
}

function groupsOf(value: unknown): (readonly unknown[])[] {
  return isRecord(value) ? Object.values(value).filter((group) => Array.isArray(group)) : [];
}
