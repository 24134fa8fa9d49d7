import { K, type Node } from '../tree/node.ts';

/** Whether two pieces of code are the same but for layout. */
export function same(a: Node, b: Node, depth = 0): boolean {
  if (a === b) return true;
  if (depth > 300) return false;
  if (a.kind !== b.kind) return isWord(a) && isWord(b) && a.text === b.text;
  if (a.text !== b.text && a.kind !== K.member && a.kind !== K.func) return false;
  if (a.kids.length !== b.kids.length) return false;
  for (let i = 0; i < a.kids.length; i += 1) if (!same(a.kids[i]!, b.kids[i]!, depth + 1)) return false;
  return true;
}

/** What is text alone, such as a name, and a string's content that is bound to the same metavariable. */
function isWord({ kind }: Node): boolean {
  return kind === K.name || kind === K.text || kind === K.string || kind === K.symbol || kind === K.number;
}
