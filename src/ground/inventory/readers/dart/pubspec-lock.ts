import { formatPurl } from '#ground/packages';
import { visitYaml, type YamlVisitor } from '../../block-yaml.ts';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';

/** Pub's `pubspec.lock`: every package with how it is needed (`direct main`, `direct dev`, `transitive`), without a graph. */
export const reader: DependencyReader = {
  format: 'dart/pubspec-lock',
  wants: (_path, name) => name === 'pubspec.lock',
  read(file, deadline) {
    const listing = new Listing();
    let isLock = false;
    let entry: Entry | undefined;
    const refuse = (line: number) =>
      listing.problem('unsupported', line, 'A form of YAML that is not read here: what it says may be missing.');
    const visit: YamlVisitor = ([section, name, ...path], value, line) => {
      isLock ||= section === 'packages' || section === 'sdks';
      if (section !== 'packages') return;
      if (name === undefined) {
        if (value !== undefined && !/^(?:~|null)?$/.test(value)) refuse(line);
      } else if (path.length === 0) {
        if (entry !== undefined) addPackage(entry, listing);
        entry = { name, line, endLine: line, said: new Map() };
      } else if (entry !== undefined) {
        entry.endLine = line;
        if (value !== undefined && value !== '') entry.said.set(path.join('.'), value);
      }
    };
    visitYaml(file.bytes, deadline, visit, refuse);
    if (!isLock) throw new ReadFailure('malformed', 'neither packages nor sdks of a pubspec.lock', 1);
    if (entry !== undefined) addPackage(entry, listing);
    return { role: 'lockfile', ...listing.result() };
  },
};

interface Entry {
  readonly name: string;
  readonly line: number;
  endLine: number;
  /** `version`, `description.url`. */
  readonly said: Map<string, string>;
}

function addPackage({ name, line, endLine, said }: Entry, listing: Listing): void {
  const kind = said.get('source');
  // Part of the Dart or Flutter SDK: its version is always 0.0.0.
  if (kind === 'sdk') return;
  const version = said.get('version');
  if (version === undefined) return listing.problem('malformed', line, 'A package without a version.');
  const digest = said.get('description.sha256');
  const dependency = said.get('dependency') ?? '';
  const source = sourceOf(kind, said);
  listing.add({
    purl: formatPurl({ type: 'pub', name, version }),
    line,
    endLine,
    ...(dependency.startsWith('direct') ? { direct: true } : {}),
    ...(dependency === 'direct dev' ? { scope: 'dev' } : {}),
    ...(digest === undefined ? {} : { integrity: `sha256:${digest.slice(0, 64)}` }),
    ...(source === undefined ? {} : { source }),
  });
}

/** Undefined for packages of pub.dev. */
function sourceOf(kind: string | undefined, said: ReadonlyMap<string, string>): string | undefined {
  if (kind === 'path') return said.get('description.path')?.slice(0, 500);
  const url = plainUrl(said.get('description.url') ?? '');
  if (kind !== 'git') return url === 'https://pub.dev/' || url === 'https://pub.dartlang.org/' ? undefined : url;
  const revision = said.get('description.resolved-ref');
  return url === undefined || revision === undefined ? url : `${url}#${revision}`;
}
