import type { DependencyFile } from '#ground/model';
import type { JsonNode } from '#ground/formats';
import type { Draft, Scope } from '../../dependency-graph.ts';
import { readJsonFile } from '../../json.ts';
import { Problems, quoted } from '../../problems.ts';
import { type DependencyReader, type ReadableFile, ReadFailure } from '../../reader.ts';
import { isExactVersion, jsrPurl, npmPurl, readSpecifier, splitDescriptor } from './specifier.ts';

/**
 * What a package.json asks for. Overrides (npm), resolutions (Yarn) and pnpm's overrides are listed under those groups, the package manager under
 * `packageManager`: they are not direct, since nothing of the project loads them.
 */
export const reader: DependencyReader = {
  format: 'npm/package-json',
  wants: (path, name) => name === 'package.json' && !/(?:^|\/)node_modules\//.test(path),
  read: readPackageJson,
};

const sections: readonly { readonly key: string; readonly scope?: Scope }[] = [
  { key: 'dependencies' },
  { key: 'devDependencies', scope: 'dev' },
  { key: 'optionalDependencies', scope: 'optional' },
  { key: 'peerDependencies', scope: 'peer' },
];

function readPackageJson(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const json = readJsonFile(file, { deadline });
  if (json.kind !== 'object') throw new ReadFailure('malformed', 'It is no JSON object.', json.line);
  const manifest = new Manifest();
  const optional = new Set(json.get('optionalDependencies')?.members.keys());
  for (const { key, scope } of sections) {
    const section = json.get(key);
    if (section === undefined) continue;
    // npm counts what stands in both as optional.
    manifest.section(section, scope, key === 'dependencies' ? optional : undefined);
  }
  manifest.overrides(json.get('overrides'), 'overrides');
  manifest.overrides(json.get('resolutions'), 'resolutions');
  manifest.overrides(json.get('pnpm')?.get('overrides'), 'pnpm.overrides');
  manifest.packageManager(json.get('packageManager'));
  for (const { key, line } of json.duplicates ?? []) manifest.duplicate(key, line);
  const name = json.get('name')?.text;
  const version = json.get('version')?.text;
  return {
    role: 'manifest',
    ...(name === undefined ? {} : { root: version === undefined ? { name } : { name, version } }),
    packages: manifest.packages,
    ...manifest.problems.content,
  };
}

class Manifest {
  readonly packages: Draft[] = [];
  readonly problems = new Problems();

  section(section: JsonNode, scope: Scope | undefined, without: ReadonlySet<string> | undefined): void {
    for (const [name, value] of section.members) {
      if (without?.has(name) === true) continue;
      const listed = this.#listed(name, value);
      if (listed === undefined) continue;
      listed.direct = true;
      if (scope !== undefined) listed.scope = scope;
    }
    for (const { key, line, hidden } of section.duplicates ?? [])
      if (hidden.text !== section.get(key)?.text) this.duplicate(key, line);
  }

  // npm nests them, the others write paths: `a>b`, `a/b`, `**/b`. The last name is what is overridden.
  overrides(section: JsonNode | undefined, group: string): void {
    const waiting = [...(section?.members ?? [])];
    // Grows as it is walked over.
    for (const [selector, value] of waiting) {
      if (value.kind === 'object') {
        for (const [inner, constraint] of value.members) waiting.push([inner === '.' ? selector : inner, constraint]);
        continue;
      }
      // `$name` repeats what the project asks for, `-` removes.
      if (value.text === undefined || value.text.startsWith('$') || value.text === '-' || value.text === '') continue;
      const listed = this.#listed(overriddenBy(selector), value);
      if (listed !== undefined) listed.group = group;
    }
  }

  packageManager(value: JsonNode | undefined): void {
    const [name, written] = splitDescriptor(value?.text ?? '');
    const version = written?.split('+')[0] ?? '';
    if (value === undefined || !isExactVersion(version)) return;
    // Yarn 2 and later is published under another name.
    const published = name === 'yarn' && !/^[01]\./.test(version) ? '@yarnpkg/cli-dist' : name;
    const purl = npmPurl(published, version);
    if (purl !== undefined)
      this.packages.push({ purl, line: value.line, constraint: version, scope: 'dev', group: 'packageManager' });
  }

  duplicate(key: string, line: number): void {
    this.problems.add('duplicate', line, `${quoted(key)} stands here a second time: npm reads the last one.`);
  }

  #listed(name: string, value: JsonNode): Draft | undefined {
    const listed = value.text === undefined ? undefined : listedAs(name, value.text, value.line);
    if (listed === undefined)
      this.problems.add('malformed', value.line, `The dependency ${quoted(name)} makes no sense, and was left out.`);
    else if (listed !== 'local') {
      this.packages.push(listed);
      return listed;
    }
    return undefined;
  }
}

function listedAs(name: string, written: string, line: number): Draft | 'local' | undefined {
  const specifier = readSpecifier(name, written);
  if (specifier.kind === 'local') return npmPurl(name) === undefined ? undefined : 'local';
  if (specifier.kind === 'remote') {
    const purl = npmPurl(name);
    return purl === undefined ? undefined : { purl, line, constraint: specifier.source, source: specifier.source };
  }
  const version = isExactVersion(specifier.range) ? specifier.range : undefined;
  const purl = (specifier.kind === 'jsr' ? jsrPurl : npmPurl)(specifier.name, version);
  return purl === undefined ? undefined : { purl, line, constraint: specifier.range };
}

// `a>b@^1` → `b`; `**/@s/b` → `@s/b`.
function overriddenBy(selector: string): string {
  const last = selector.slice(selector.lastIndexOf('>') + 1).trim();
  const [name] = splitDescriptor(/(?:^|\/)((?:@[^/@]+\/)?[^/@]+(?:@.*)?)$/.exec(last)?.[1] ?? last);
  return name;
}
