import type { DependencyFile } from '#ground/model';
import type { Draft } from '../../dependency-graph.ts';
import { readJsonFile } from '../../json.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { npmPurl, sourceOf } from './specifier.ts';

/** A package that stands in a node_modules folder, as its own package.json says. */
export const reader: DependencyReader = {
  format: 'npm/installed',
  wants: (path, name) =>
    name === 'package.json' && /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@][^/]*\/package\.json$/.test(path),
  read: readInstalled,
};

const scriptsOfInstalling = ['preinstall', 'install', 'postinstall'];

function readInstalled(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const json = readJsonFile(file, { deadline });
  const name = json.get('name')?.text;
  const version = json.get('version')?.text;
  // Not every folder there is a package.
  if (name === undefined || version === undefined) return undefined;
  const purl = npmPurl(name, version);
  if (purl === undefined) return undefined;
  const licence = json.get('license')?.text ?? json.get('license')?.get('type')?.text;
  const source = sourceOf(json.get('_resolved')?.text);
  const listed: Draft = {
    purl,
    line: json.get('name')?.line ?? 1,
    place: file.path.slice(0, -'/package.json'.length),
    ...(licence === undefined || licence === '' ? {} : { licence }),
    ...(source === undefined ? {} : { source }),
  };
  const deprecated = json.get('deprecated')?.text;
  if (deprecated !== undefined && deprecated !== '') listed.deprecated = deprecated;
  const scripts = json.get('scripts');
  if (scriptsOfInstalling.some((script) => scripts?.get(script)?.text !== undefined)) listed.runsScripts = true;
  return { role: 'installed', root: { name, version }, packages: [listed] };
}
