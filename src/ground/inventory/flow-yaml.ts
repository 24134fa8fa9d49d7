import { closingQuote, isBeyondScalars, scalarOf } from './yaml-scalar.ts';

/** `below`: how many lines under the first one. */
export type FlowVisitor = (keys: readonly string[], value: string | undefined, below: number) => void;

const maxDepth = 100;

/**
 * Goes over a flow collection, `{a: 1, b: [x]}`, that may go on over several lines. `more` gives the next line; undefined: there is none. What
 * is no flow collection is visited as far as it can be told; `refuse` hears of what is read over.
 */
export function visitFlow(
  first: string,
  more: () => string | undefined,
  visit: FlowVisitor,
  refuse: (below: number) => void,
): void {
  const keys: string[] = [];
  /** Of each open collection: its bracket, and whether it has a key of its own in `keys`. */
  const open: { readonly bracket: string; pending: string | undefined }[] = [];
  let text = first;
  let below = 0;
  let at = 0;
  const emit = (value: string | undefined): void => {
    const into = open.at(-1);
    if (into === undefined) return;
    keys.push(into.bracket === '[' ? '-' : (into.pending ?? value ?? ''));
    visit(keys, into.bracket === '{' && into.pending === undefined ? undefined : value, below);
    keys.pop();
    into.pending = undefined;
  };
  for (;;) {
    while (at >= text.length || text[at] === ' ' || text[at] === '\t' || text[at] === '#') {
      if (at < text.length && text[at] !== '#') {
        at += 1;
        continue;
      }
      const next = more();
      if (next === undefined) return refuse(below);
      text = next;
      below += 1;
      at = 0;
    }
    const character = text[at]!;
    if (character === '{' || character === '[') {
      const into = open.at(-1);
      if (into !== undefined) {
        if (open.length >= maxDepth) return refuse(below);
        keys.push(into.bracket === '[' ? '-' : (into.pending ?? ''));
        into.pending = undefined;
        visit(keys, undefined, below);
      } else visit(keys, undefined, below);
      open.push({ bracket: character, pending: undefined });
      at += 1;
    } else if (character === '}' || character === ']') {
      const into = open.at(-1);
      if (into?.pending !== undefined) emit(undefined);
      open.pop();
      if (open.length === 0) return;
      keys.pop();
      at += 1;
    } else if (character === ',') {
      if (open.at(-1)?.pending !== undefined) emit(undefined);
      at += 1;
    } else {
      const end = scalarEnd(text, at);
      const written = text.slice(at, end).trimEnd();
      const scalar = scalarOf(written);
      if (isBeyondScalars(written) || scalar === '<<' || written === '?') refuse(below);
      at = end;
      if (/^["']/.test(written)) while (text[at] === ' ' || text[at] === '\t') at += 1;
      const into = open.at(-1);
      if (into?.bracket === '{' && into.pending === undefined && text[at] === ':') {
        into.pending = scalar;
        at += 1;
      } else {
        emit(scalar);
        // A colon behind a scalar of a list makes a mapping of one: not read.
        if (text[at] === ':') {
          refuse(below);
          at += 1;
        }
      }
    }
  }
}

/** Where a scalar ends: at a comma or a bracket, at a colon before a space, or behind its quotes. */
function scalarEnd(text: string, start: number): number {
  const quote = text[start];
  let at = start;
  if (quote === '"' || quote === "'") {
    const end = closingQuote(text, start);
    return end === -1 ? text.length : end + 1;
  }
  for (; at < text.length; at += 1) {
    const character = text[at]!;
    if (',[]{}'.includes(character)) break;
    if (character === '#' && text[at - 1] === ' ') break;
    if (character === ':' && (at + 1 === text.length || ' ,[]{}'.includes(text[at + 1]!))) break;
  }
  return at === start ? start + 1 : at;
}
