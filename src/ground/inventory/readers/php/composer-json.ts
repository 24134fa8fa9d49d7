import type { JsonNode } from '#ground/formats';
import { formatPurl } from '#ground/packages';
import { readJsonFile } from '../../json.ts';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';

/** Composer's `composer.json`: what a project asks for. PHP itself, its extensions and Composer's own interfaces are no packages. */
export const reader: DependencyReader = {
  format: 'php/composer-json',
  wants: (_path, name) => name === 'composer.json',
  read(file, deadline) {
    const root = readJsonFile(file, { deadline });
    const listing = new Listing();
    addAll(root.get('require'), false, listing);
    addAll(root.get('require-dev'), true, listing);
    const name = root.get('name')?.text?.slice(0, 200);
    const version = root.get('version')?.text?.slice(0, 100);
    return {
      role: 'manifest',
      ...(name === undefined ? {} : { root: version === undefined ? { name } : { name, version } }),
      ...listing.result(),
    };
  },
};

function addAll(required: JsonNode | undefined, dev: boolean, listing: Listing): void {
  for (const { key, line } of required?.duplicates ?? [])
    if (key.includes('/')) listing.problem('duplicate', line, 'A package is asked for a second time here.');
  for (const [written, node] of required?.members ?? []) {
    const [vendor, project] = written.toLowerCase().split('/', 2);
    if (!vendor || !project) continue;
    const constraint = node.text;
    const version = /^=?v?[0-9]+(?:\.[0-9]+){2,3}(?:-[0-9A-Za-z.]+)?$/.test(constraint ?? '') ? constraint : undefined;
    listing.add({
      purl: formatPurl({
        type: 'composer',
        namespace: vendor,
        name: project,
        ...(version === undefined ? {} : { version: version.replace(/^=/, '') }),
      }),
      line: node.line,
      direct: true,
      ...(constraint === undefined ? {} : { constraint: constraint.slice(0, 200) }),
      ...(dev ? { scope: 'dev' } : {}),
    });
  }
}
