import { linesOf, Patience } from '../../text-lines.ts';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { goPurl, isModulePath, isModuleVersion } from './module.ts';

/**
 * go.sum: checksums of what was ever downloaded, also of versions that are not used. Beside a go.mod it only adds checksums (linkFiles);
 * alone it is the best that there is.
 */
export const reader: DependencyReader = {
  format: 'go/go-sum',
  wants: (_, name) => name === 'go.sum' || name === 'go.work.sum',
  read(file, deadline) {
    const listing = new Listing();
    const patience = new Patience(deadline);
    const known = new Map<string, string>();
    let understood = 0;
    for (const [i, text] of linesOf(file).entries()) {
      patience.check(i + 1);
      if (text.trim() === '') continue;
      const [path = '', version = '', hash = '', more] = text.trim().split(/\s+/, 4);
      const bare = version.replace(/\/go\.mod$/, '');
      if (more !== undefined || !isModulePath(path) || !isModuleVersion(bare) || !/^h1:[\w+/]{43}=$/.test(hash)) {
        listing.problem('malformed', i + 1, 'This is no line of go.sum.');
        continue;
      }
      understood += 1;
      const key = `${path} ${version}`;
      if (known.get(key) === hash) continue;
      if (known.has(key))
        listing.problem('duplicate', i + 1, `${path} ${version} stands here with two checksums.`, goPurl(path, bare));
      known.set(key, hash);
      // Of others only the go.mod was read, to find out which versions are needed.
      if (bare === version) listing.add({ purl: goPurl(path, version), line: i + 1, integrity: hash });
    }
    return understood === 0 && listing.problems.length > 0 ? undefined : { role: 'lockfile', ...listing.result() };
  },
};
