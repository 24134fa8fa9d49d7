import type { DependencyFile } from '#ground/model';
import type { JsonNode } from '#ground/formats';
import type { Draft } from '../../dependency-graph.ts';
import { readJsonFile } from '../../json.ts';
import { Problems, quoted } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { isExactVersion, jsrPurl, npmPurl, splitDescriptor } from '../npm/specifier.ts';
import { packageOfUrl } from './module-url.ts';

/** What the import map of a deno.json asks for, for all of the project or for a part of it; and an import map in a file of its own. */
export const reader: DependencyReader = {
  format: 'deno/deno-json',
  wants: (path, name) =>
    ['deno.json', 'deno.jsonc', 'import_map.json', 'jsr.json', 'jsr.jsonc'].includes(name) &&
    !/(?:^|\/)node_modules\//.test(path),
  read: readDenoJson,
};

function readDenoJson(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const json = readJsonFile(file, { deadline, tolerant: true });
  if (json.kind !== 'object') return undefined;
  const packages: Draft[] = [];
  const problems = new Problems();
  addImports(json.get('imports'), packages, problems);
  for (const scope of json.get('scopes')?.members.values() ?? []) addImports(scope, packages, problems);
  const name = json.get('name')?.text;
  const version = json.get('version')?.text;
  return {
    role: 'manifest',
    ...(name === undefined ? {} : { root: version === undefined ? { name } : { name, version } }),
    packages,
    ...problems.content,
  };
}

function addImports(imports: JsonNode | undefined, packages: Draft[], problems: Problems): void {
  for (const [name, { text, line }] of imports?.members ?? []) {
    if (text === undefined || !/^(?:npm:|jsr:|https:)/.test(text)) continue;
    const listed = text.startsWith('https:') ? packageOfUrl(text) : specified(text);
    if (listed !== undefined) packages.push({ ...listed, line, direct: true });
    else if (!text.startsWith('https:'))
      problems.add('malformed', line, `The import ${quoted(name)} makes no sense, and was left out.`);
  }
}

/** `npm:@scope/name@^1.0.0/path` or `jsr:…`. */
function specified(text: string): { readonly purl: string; readonly constraint?: string } | undefined {
  const path = text.slice(4).replace(/^\//, '');
  const [name, range] = splitDescriptor(/^(?:@[^/@]+\/)?[^/@]+(?:@[^/]*)?/.exec(path)?.[0] ?? '');
  const version = range !== undefined && isExactVersion(range) ? range : undefined;
  const purl = (text.startsWith('npm:') ? npmPurl : jsrPurl)(name, version);
  return purl === undefined ? undefined : { purl, ...(range === undefined ? {} : { constraint: range }) };
}
