import { isCurrent, type Label } from '../values/labels.ts';
import type { FunctionNode, ModuleNode } from '../values/nodes.ts';
import type { Hop } from '../findings/results.ts';

/** Kinds of sources that are known by their names where they are read. */
export const secrets: ReadonlySet<string> = new Set(['secret', 'password', 'personal']);

/** Of so many that pass something to a parameter that is kept, it is not known any more what is whose. */
const fewPassing = 4;

/**
 * How often on a way what was passed to a function comes out elsewhere than in its answer (it was kept in a member), where several pass
 * something: all of them are one then, and whose it is that comes out is not known. `one` is the function where the way ends.
 */
export function timesMixed(labels: readonly Label[], one: FunctionNode, way: Hop): number {
  let count = 0;
  for (let hop: Hop | undefined = way; hop !== undefined; hop = hop.next) {
    const label = labels[hop.label]!;
    const user = hop.edge?.owner ?? one;
    if (label.source !== undefined) {
      // Elsewhere than where it is read it comes out as a part of something.
      if (secrets.has(label.source) && !areNear(user.module, label.function.module)) count++;
      continue;
    }
    if (stands(user, label.function)) continue;
    const passing = new Set<FunctionNode>();
    for (const edge of label.from) if (isCurrent(edge)) passing.add(edge.owner);
    if (passing.size >= fewPassing) count++;
  }
  return count;
}

/** What a database has is what the program put there: that it was somebody else is only taken for granted in pages. */
export function isSecondHand(source: string, kind: string): boolean {
  return source === 'stored' ? kind !== 'html' : source === 'response' && inPages.has(kind);
}

/** What a page gets from a server mostly comes from its own. */
const inPages: ReadonlySet<string> = new Set(['dom', 'html', 'code', 'href', 'redirect']);

function areNear(one: ModuleNode, other: ModuleNode): boolean {
  return one === other || imports(one, other) || imports(other, one);
}

function imports(one: ModuleNode, other: ModuleNode): boolean {
  for (const path of one.requests.values()) if (path === other.path) return true;
  return false;
}

/** Whether a function is another or stands in it. */
function stands(one: FunctionNode, within: FunctionNode): boolean {
  for (let each: FunctionNode | undefined = one; each !== undefined; each = each.owner)
    if (each === within) return true;
  return false;
}
