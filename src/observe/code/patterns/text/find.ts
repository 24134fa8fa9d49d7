import type { Effort } from '../match/frame.ts';
import type { Found } from '../search/search.ts';
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
  const { regexp } = compileExpression(source, 'm');
  if (regexp === undefined) return [];
  const found: Found[] = [];
  regexp.lastIndex = 0;
  effort.steps -= text.length >> 6;
  for (let match = regexp.exec(text); match !== null && found.length < most; match = regexp.exec(text)) {
    found.push({ start: match.index, end: match.index + match[0].length, bindings: bindingsOf(match, groups, slots) });
    if (match[0] === '') regexp.lastIndex += 1;
  }
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
