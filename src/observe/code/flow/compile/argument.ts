import type { PathProblem } from './path.ts';

/** Which arguments of a call are meant, and which members of them. */
export interface ArgumentSelector {
  /** `position`: the `index`th; `rest`: from the `index`th on; `keyword`: the one with that `name`, `**` for a dictionary that gives some. */
  readonly of: 'position' | 'all' | 'rest' | 'keyword' | 'this' | 'callee' | 'elements' | 'return';
  readonly index: number;
  readonly name: string;
  /** Names of members; `[]` elements and members of unknown name; `*` everything in it, at any depth. */
  readonly members: readonly string[];
}

/** Reads `0`, `all`, `rest:1`, `this`, `callee` (what is called), `callback`, `**`, `1.where.[]`, `0.*`; where `result` is set also `return` and `elements`. */
export function readArgument(given: number | string, result = false): ArgumentSelector | PathProblem {
  if (typeof given === 'number') return { of: 'position', index: given, name: '', members: [] };
  const [head, ...members] = given.split('.');
  const expected = "a position (0), all, rest:1, this or a keyword's name, then members of it: 0.text, 1.where.[], 0.*";
  for (const member of members)
    if (!/^([\w$-]+|\[\]|\*)$/.test(member))
      return { message: `${JSON.stringify(given)} has ${JSON.stringify(member)} as a member`, expected };
  if (members.slice(0, -1).includes('*')) return { message: `${JSON.stringify(given)} goes on after *`, expected };
  if (head === undefined || head === '') return { message: `${JSON.stringify(given)} names no argument`, expected };
  if (/^\d{1,2}$/.test(head)) return { of: 'position', index: Number(head), name: '', members };
  if (head === 'all' || head === 'this' || head === 'callee') return { of: head, index: 0, name: '', members };
  if (head === 'return' || head === 'elements') {
    if (!result) return { message: `${JSON.stringify(given)} is no argument`, expected };
    return { of: head, index: 0, name: '', members };
  }
  const rest = /^rest:(\d{1,2})$/.exec(head);
  if (head === '**') return { of: 'keyword', index: 0, name: '**', members };
  if (rest !== null) return { of: 'rest', index: Number(rest[1]), name: '', members };
  if (/^[A-Za-z_]\w*$/.test(head)) return { of: 'keyword', index: 0, name: head, members };
  return { message: `${JSON.stringify(given)} names no argument`, expected };
}
