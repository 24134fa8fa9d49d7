import { findGroup } from './measure.ts';
import { type ByteSet, bytes, parsePattern, type Pattern, union } from './pattern.ts';

/**
 * `NAME = "value"` in the shapes that languages, shells, YAML, JSON, XML, tables and calls give it. `value` is all of the value.
 */
export function assigned(name: string, value: string): Pattern {
  const secret = parsePattern(value);
  return {
    kind: 'sequence',
    items: [
      { kind: 'group', name: 'name', item: parsePattern(`(?i:${name})`) },
      between,
      { kind: 'group', name: 'secret', item: secret },
      endOf(secret),
    ],
  };
}

/** The value, with no byte behind it that could belong to it, and none before it that belongs to a word. */
export function standingAlone(value: Pattern): Pattern {
  const secret: Pattern =
    findGroup(value, 'secret') === undefined ? { kind: 'group', name: 'secret', item: value } : value;
  return { kind: 'sequence', items: [{ kind: 'assert', what: 'token-start' }, secret, endOf(value)] };
}

/** The rest of the name, what closes it, a type, an operator (or a space, as in `ENV NAME value`), a variable that comes first, opening quotes. */
const between = parsePattern(
  '[A-Za-z0-9_.-]{0,30}' +
    '[\\\\"\'`\\])]{0,4}[ \\t]{0,12}' +
    "(?:(?::[ \\t]?)?(?:string|String|&?(?:'static )?str|char ?\\*)[ \\t]{0,4})?" +
    '(?:=>|:=|\\?=|<-|\\|\\|=?|\\?\\?=?|={1,3}|:|,|\\(|>|\\x20|\\t)[ \\t]{0,12}' +
    // What is read first, with the value for the case that it is not there: process.env.X || 'value'.
    '(?:[A-Za-z_][A-Za-z0-9_.]{2,60}[ \\t]{1,4}(?:\\|\\||\\?\\?|or)[ \\t]{1,4})?' +
    '(?:value=|Bearer |Basic )?[\\\\"\'`(<]{0,4}',
);

const wordBytes = bytes([48, 57], [65, 90], [95, 95], [97, 122]);
function endOf(value: Pattern): Pattern {
  return { kind: 'not-next', set: union(wordBytes, lastBytes(value)) };
}

/** What a value may end with, so that a longer run is not taken for it. */
function lastBytes(pattern: Pattern): ByteSet {
  switch (pattern.kind) {
    case 'set':
      return pattern.set;
    case 'sequence':
      return pattern.items.length === 0 ? bytes() : lastBytes(pattern.items.at(-1)!);
    case 'choice':
      return union(...pattern.options.map(lastBytes));
    case 'repeat':
    case 'group':
      return lastBytes(pattern.item);
    default:
      return bytes();
  }
}
