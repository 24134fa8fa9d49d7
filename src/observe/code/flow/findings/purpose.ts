import type { CheckHit } from '../values/hits.ts';
import type { FunctionNode } from '../values/nodes.ts';

/** Names of what a hash only tells apart, or that say themselves which one it is: who calls them decides. */
const tellsApart =
  /cache|etag|guid|uuid|avatar|colou?r|thumb|photo|image|asset|dedup|duplicate|slug|bucket|shard|partition|loader|(?:query|path|page|url|file|package|content)_(?:hash|id|key)|(?:^|[._])(?:get_?)?(?:\w+_)?id$|md_?5|sha_?1|(?:^|_)sum(?:$|_)|compat|legacy/;

/** Whether a weak hash stands where its collisions harm nobody, by the names of the function and of the file. */
export function isHashToTellApart(one: FunctionNode, { fact }: CheckHit): boolean {
  if (fact.rule !== 'weak-hash' || fact.confidence === 'likely') return false;
  const file = one.module.path.slice(one.module.path.lastIndexOf('/') + 1);
  return tellsApart.test(lowered(one.symbol)) || tellsApart.test(lowered(file.replace(/\.\w+$/, '')));
}

/** `packageId` as `package_id`. */
function lowered(name: string): string {
  return name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').toLowerCase();
}
