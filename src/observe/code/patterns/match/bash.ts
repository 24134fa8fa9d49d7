import { compileExpression, type Expression } from '../text/expression.ts';
import { redirectedText } from '../tree/bash.ts';
import { K, leaf, type Node } from '../tree/node.ts';
import { fail, type Frame, many, type Matching, pair, stop, wholeList } from './frame.ts';

/** Kinds that mean the same in Bash alone; undefined where nothing is to be said of them. */
export function unlikeInBash(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null | undefined {
  if (n.kind === K.other && n.text === redirectedText) return pair(p, n.kids[0]!, next);
  if (n.kind === K.template && n.text !== 'word') {
    // What stands in quotes alone is that; `"..."` is anything in quotes.
    if (p.kind === K.name && n.kids.length === 1) return pair(p, n.kids[0]!, next);
    if (p.kind === K.string && p.kids[0]?.kind === K.ellipsis) return next;
  }
  if (p.kind === K.template && n.kind === K.string) return word(m, p, n, next);
  return undefined;
}

/** Stages of a pipeline that follow each other and end it: `b | c` in `a | b | c`. */
export function pipeline(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  const [wanted, given] = [stages(p), stages(n)];
  for (let from = 0; from < given.length; from += 1) {
    if (m.try(many('list', wanted, 0, given, from, wholeList, next))) return stop;
    if (wanted[0]!.kind === K.ellipsis) break;
  }
  return fail;
}

const mostStages = 100;

function stages(node: Node): readonly Node[] {
  const found: Node[] = [];
  let inner = node;
  while (inner.kind === K.binary && inner.text === '|' && found.length < mostStages) {
    found.push(inner.kids[1]!);
    inner = inner.kids[0]!;
  }
  found.push(inner);
  return found.reverse();
}

interface WordPattern {
  readonly expression: Expression;
  readonly slots: readonly number[];
}
const known = new WeakMap<Node, WordPattern>();

/** `--url=$X` and a word without anything filled in. */
function word(m: Matching, p: Node, n: Node, next: Frame | null): Frame | null {
  let wanted = known.get(p);
  if (wanted === undefined) {
    wanted = {
      expression: compileExpression(`^${p.kids.map(piece).join('')}$`, ''),
      slots: p.kids.filter(({ kind }) => kind === K.metavariable).map(({ slot }) => slot),
    };
    known.set(p, wanted);
  }
  const found = wanted.expression.exec(n.text);
  if (found === null) return fail;
  let rest = next;
  for (const [i, slot] of wanted.slots.entries()) {
    rest = m.bind(slot, leaf(K.text, found[i + 1]!, n.start, n.end), rest);
    if (rest === fail) return fail;
  }
  return rest;
}

function piece(kid: Node): string {
  if (kid.kind === K.metavariable && kid.kids.length === 0) return '([^]+?)';
  if (kid.kind === K.ellipsis || kid.kind === K.metavariables) return '[^]*?';
  // What is filled in stands in no plain word.
  if (kid.kind !== K.string || kid.kids.length > 0) return '(?!)';
  return kid.text.replace(/\.\.\.|[\\^$.*+?()[\]{}|]/g, (sign) => (sign === '...' ? '[^]*?' : `\\${sign}`));
}
