import { linesOf, Patience } from '../../text-lines.ts';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { goPurl, isFolder, isModulePath, isModuleVersion } from './module.ts';

/** vendor/modules.txt: the modules whose sources stand in vendor/, written by `go mod vendor`. */
export const reader: DependencyReader = {
  format: 'go/vendor',
  wants: (path, name) => name === 'modules.txt' && /(?:^|\/)vendor\/[^/]+$/.test(path),
  read(file, deadline) {
    const listing = new Listing();
    const patience = new Patience(deadline);
    const folder = file.path.slice(0, file.path.lastIndexOf('/'));
    let current: number | undefined;
    for (const [i, text] of linesOf(file).entries()) {
      patience.check(i + 1);
      if (text.startsWith('## ')) {
        const entry = current === undefined ? undefined : listing.at(current);
        if (entry !== undefined && /^## (?:[^;]*;\s*)*explicit\b/.test(text.slice(0, 200))) entry.direct = true;
        continue;
      }
      if (!text.startsWith('# ')) continue;
      const module = moduleIn(text.slice(2).trim().split(/\s+/));
      current = module && listing.add({ ...module, line: i + 1, place: `${folder}/${module.place}` });
      if (module === undefined) listing.problem('malformed', i + 1, 'This is no module of modules.txt.');
    }
    return { role: 'installed', ...listing.result() };
  },
};

/** `path version`, `path version => path version`, `path version => ./folder`. */
function moduleIn(
  words: readonly string[],
): { readonly purl: string; readonly place: string; readonly source?: string } | undefined {
  const arrow = words.indexOf('=>');
  const [path = '', version] = arrow < 0 ? words : words.slice(0, arrow);
  const [by, byVersion] = arrow < 0 ? [] : words.slice(arrow + 1);
  if (!isModulePath(path) || (version !== undefined && !isModuleVersion(version))) return undefined;
  if (by === undefined) return version === undefined ? undefined : { purl: goPurl(path, version), place: path };
  if (isFolder(by)) return { purl: goPurl(path), place: path, source: by.slice(0, 1000) };
  return isModulePath(by) && byVersion !== undefined && isModuleVersion(byVersion)
    ? { purl: goPurl(by, byVersion), place: path }
    : undefined;
}
