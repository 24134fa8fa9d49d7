import type { Found } from '../search/found.ts';

/** Data of one source, with the label that the source gives. */
export interface Mark {
  readonly label: string;
  readonly source: Found;
}

/** What data carries: nothing, for clean data. */
export type Marks = readonly Mark[];

export const clean: Marks = [];
const most = 12;

export function joined(a: Marks, b: Marks): Marks {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const more = b.filter((mark) => !a.includes(mark));
  return more.length === 0 || a.length >= most ? a : [...a, ...more].slice(0, most);
}

/** The label of a source that gives none. */
export const plainLabel = '__SOURCE__';

/** Whether labels meet `requires`: names with `and`, `or`, `not` and parentheses. What cannot be read is not met. */
export function meetsLabels(requires: string | undefined, marks: Marks): boolean {
  if (requires === undefined) return marks.length > 0;
  const tokens = requires.match(/[A-Za-z_]\w*|[()]/g) ?? [];
  let at = 0;
  const atom = (depth: number): boolean => {
    const token = tokens[at];
    at += 1;
    if (depth > 40) return false;
    if (token === 'not') return !atom(depth + 1);
    if (token === '(') {
      const value = either(depth + 1);
      at += 1;
      return value;
    }
    if (token === 'True' || token === 'true') return true;
    return marks.some(({ label }) => label === token);
  };
  const both = (depth: number): boolean => {
    let value = atom(depth);
    while (tokens[at] === 'and') {
      at += 1;
      const next = atom(depth);
      value &&= next;
    }
    return value;
  };
  const either = (depth: number): boolean => {
    let value = both(depth);
    while (tokens[at] === 'or') {
      at += 1;
      const next = both(depth);
      value ||= next;
    }
    return value;
  };
  return either(0);
}
