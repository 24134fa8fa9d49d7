import type { ListedPackage } from '#ground/model';

type Scope = NonNullable<ListedPackage['scope']>;

/** From what is nearest to production to what is farthest from it: what is needed for two counts as the first. */
const scopes: readonly (Scope | undefined)[] = [undefined, 'peer', 'optional', 'provided', 'build', 'test', 'dev'];

/**
 * Gives the scopes of what is asked for directly to all that they bring in: what production leads to is production. Without a direct package
 * nothing is known, and nothing changes; nor does what none of them leads to. Linear.
 */
export function spreadScopes(packages: readonly ListedPackage[]): readonly ListedPackage[] {
  const found = new Map<number, Scope | undefined>();
  for (const scope of scopes) {
    const queue: number[] = [];
    const reach = (position: number) => {
      if (found.has(position) || packages[position] === undefined) return;
      found.set(position, scope);
      queue.push(position);
    };
    for (const [position, listed] of packages.entries())
      if (listed.direct === true && listed.scope === scope) reach(position);
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) packages[at]?.dependsOn?.forEach(reach);
  }
  return packages.map((listed, position) => {
    if (!found.has(position) || found.get(position) === listed.scope) return listed;
    const { scope: _, ...rest } = listed;
    const scope = found.get(position);
    return scope === undefined ? rest : { ...rest, scope };
  });
}
