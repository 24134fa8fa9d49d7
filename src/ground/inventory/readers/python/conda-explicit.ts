import { linesOf, Patience } from '../../text-lines.ts';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { condaAddressOf, condaPurl } from './conda.ts';

/** An explicit specification of conda: `@EXPLICIT`, then addresses. Written by `conda list --explicit` and conda-lock. */
export const reader: DependencyReader = {
  format: 'python/conda-explicit',
  wants: (_, name) =>
    /^(?:conda[\w.-]*\.(?:lock|txt)|[\w.-]*explicit[\w.-]*\.(?:lock|txt)|spec-?(?:file|list)\.txt)$/.test(name),
  read(file, deadline) {
    const lines = linesOf(file);
    const from = lines.slice(0, 1000).findIndex((line) => line.trim() === '@EXPLICIT');
    if (from < 0) return undefined;
    const listing = new Listing();
    const patience = new Patience(deadline);
    for (const [i, text] of lines.entries()) {
      patience.check(i + 1);
      const line = text.trim();
      if (i <= from || line === '' || line.startsWith('#')) continue;
      const address = condaAddressOf(line);
      if (address === undefined) {
        listing.problem('malformed', i + 1, 'This is no address of a conda package.');
        continue;
      }
      const hash = /#(?:sha256:)?([0-9a-f]{64})$/.exec(line)?.[1];
      listing.add({
        purl: condaPurl(address.name, address.version, address.qualifiers),
        line: i + 1,
        ...(hash !== undefined && { integrity: `sha256:${hash}` }),
        ...(address.source !== undefined && { source: address.source }),
      });
    }
    return { role: 'lockfile', ...listing.result() };
  },
};
