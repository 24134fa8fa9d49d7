import type { Effort } from '../match/frame.ts';
import type { Found } from '../search/found.ts';
import { K, leaf, type Node } from '../tree/node.ts';
import { compileExpression } from './expression.ts';

const most = 2000;

/** All places at which a rule's regular expression is found. `groups`: the slots of its groups, numbered ones first. */
export function findExpression(
  source: string,
  groups: readonly number[],
  text: string,
  slots: number,
  effort: Effort,
): readonly Found[] {
  const found: Found[] = [];
  const isDone = compileExpression(source, 'm').all(text, (match) => {
    found.push({
      start: match.index,
      end: match.index + match[0].length,
      bindings: bindingsOf(match, groups, slots),
    });
    return found.length < most;
  });
  effort.steps -= text.length >> 6;
  // What was not looked at to the end is told as any other rule's is.
  if (!isDone) effort.steps = -1;
  return found;
}

function bindingsOf(match: RegExpExecArray, groups: readonly number[], slots: number): (Node | undefined)[] {
  const bindings: (Node | undefined)[] = Array.from({ length: slots });
  const named = Object.values(match.groups ?? {});
  const count = groups.length - named.length;
  for (const [i, slot] of groups.entries()) {
    const value = i < count ? match[i + 1] : named[i - count];
    if (value === undefined) continue;
    const at = match[0].indexOf(value);
    const start = match.index + Math.max(0, at);
    bindings[slot] = leaf(K.text, value, start, start + value.length);
  }
  return bindings;
}
