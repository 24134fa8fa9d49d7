import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import type { DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';

/** cabal's `cabal.project.freeze`: `constraints: any.aeson ==2.0.3.0, aeson +ordered-keymap, …`. Flags are no packages. */
export const reader: DependencyReader = {
  format: 'haskell/cabal-freeze',
  wants: (_path, name) => name === 'cabal.project.freeze' || name === 'cabal.config',
  read(file, deadline) {
    const listing = new Listing();
    const patience = new Patience(deadline);
    let inConstraints = false;
    for (const [i, line] of linesOf(file).entries()) {
      const [, field, rest] = /^([A-Za-z][A-Za-z-]*)\s*:(.*)$/.exec(line) ?? [];
      if (field !== undefined) inConstraints = field.toLowerCase() === 'constraints';
      const text = field === undefined ? line : (rest ?? '');
      if (!inConstraints || text.trimStart().startsWith('--')) continue;
      for (const constraint of text.split(',')) {
        patience.check(i + 1);
        const [, name, version] = exact.exec(constraint.trim()) ?? [];
        if (name !== undefined && version !== undefined)
          listing.add({ purl: formatPurl({ type: 'hackage', name, version }), line: i + 1 });
      }
    }
    return { role: 'lockfile', ...listing.result() };
  },
};

const exact = /^(?:any\.|setup\.)?([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)\s*==\s*([0-9]+(?:\.[0-9]+)*)$/;
