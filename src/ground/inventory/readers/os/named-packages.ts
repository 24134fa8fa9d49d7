import type { Listing } from '../../listing.ts';
import type { Patience } from '../../text-lines.ts';

/** An installed package, and the names by which packages of its distribution ask for one another. */
export interface NamedPackage {
  readonly position: number;
  readonly provides: readonly string[];
  /** For each thing that it needs, the names of which one is enough, the preferred first. */
  readonly requires: readonly (readonly string[])[];
}

/** Links what is needed to who provides it. Of several alternatives, the first that is installed; what nobody provides is left out. */
export function linkByNames(listing: Listing, named: readonly NamedPackage[], patience: Patience): void {
  const providers = new Map<string, number>();
  for (const { position, provides } of named)
    for (const [i, name] of provides.entries()) {
      // A package by that name comes before one that stands in for it.
      if (i === 0 || !providers.has(name)) providers.set(name, position);
    }
  for (const { position, requires } of named)
    for (const alternatives of requires) {
      patience.check();
      const name = alternatives.find((name) => providers.has(name));
      const provider = name === undefined ? undefined : providers.get(name);
      if (provider !== undefined && provider !== position) listing.link(position, provider);
    }
}
