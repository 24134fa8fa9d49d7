import type { Advisories } from './advisories.ts';

/**
 * The keys (packageKeyOf) of all packages about which one state of the index says something else than another: advisories came, changed, went,
 * or were withdrawn. Reads the tables of those sources alone whose segments differ.
 */
export function changedKeys(before: Advisories, after: Advisories): Set<string> {
  const changed = new Set<string>();
  const sources = new Set([...before.manifest.sources, ...after.manifest.sources].map(({ id }) => id));
  for (const source of sources) {
    if (filesOf(before, source) === filesOf(after, source)) continue;
    const old = before.statementsOf(source);
    const fresh = after.statementsOf(source);
    for (const [key, statements] of fresh) if (old.get(key) !== statements) changed.add(key);
    for (const key of old.keys()) if (!fresh.has(key)) changed.add(key);
  }
  return changed;
}

/** Segments are named by their content. */
function filesOf({ manifest }: Advisories, source: string): string {
  const segments = manifest.sources.find(({ id }) => id === source)?.segments ?? [];
  return segments.map(({ file }) => file).join(' ');
}
