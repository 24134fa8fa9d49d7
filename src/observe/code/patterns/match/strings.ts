import { compileExpression, type Expression } from '../text/expression.ts';
import { K, leaf, type Node } from '../tree/node.ts';
import type { Names } from './names.ts';

/** Whether an expression finds something in a string's content. A wrong expression finds nothing. */
export function matchesText(source: string, node: Node): boolean {
  return compileExpression(source, '').exec(node.text) !== null;
}

export function matchParts(_: string, node: Node, bind: (slot: number, node: Node) => boolean, p: Node): boolean {
  const parts = partsOf(p);
  if (parts === undefined) return false;
  const match = parts.expression.exec(node.text);
  if (match === null) return false;
  return parts.slots.every((slot, i) => bind(slot, leaf(K.text, match[i + 1]!, node.start + 1, node.end - 1)));
}

interface Parts {
  readonly expression: Expression;
  readonly slots: readonly number[];
}

const knownParts = new WeakMap<Node, Parts | null>();

/** Where metavariables within a string are bound, by the string. */
export const slotsInStrings = new WeakMap<Node, ReadonlyMap<string, number>>();

/** `"a $X b ..."`: undefined for a string without anything to fill in. */
function partsOf(p: Node): Parts | undefined {
  let parts = knownParts.get(p);
  if (parts === undefined) {
    const slots = slotsInStrings.get(p);
    parts =
      slots === undefined
        ? null
        : {
            expression: compileExpression(`^${escaped(p.text)}$`, ''),
            slots: [...p.text.matchAll(/\$([A-Z_][A-Z_0-9]*)/g)].map(([name]) => slots.get(name) ?? -1),
          };
    knownParts.set(p, parts);
  }
  return parts ?? undefined;
}

function escaped(text: string): string {
  return text.replace(/\.\.\.|\$[A-Z_][A-Z_0-9]*|[\\^$.*+?()[\]{}|]/g, (found) =>
    found === '...' ? '[^]*?' : found.length > 1 ? '([^]*?)' : `\\${found}`,
  );
}

export function concatenated(node: Node, names: Names, depth: number): string | undefined {
  if (node.kind === K.string) return node.text;
  if (depth > 100) return undefined;
  if (node.kind === K.name) return names.constant(node)?.text;
  if (node.kind !== K.binary || (node.text !== '+' && node.text !== '.')) return undefined;
  const left = concatenated(node.kids[0]!, names, depth + 1);
  if (left === undefined) return undefined;
  const right = concatenated(node.kids[1]!, names, depth + 1);
  return right === undefined ? undefined : left + right;
}
