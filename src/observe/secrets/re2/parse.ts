import { ClassReader } from './classes.ts';
import { Cursor, type Flags } from './cursor.ts';
import { type Assertion, type Node, Re2Error, type Regexp } from './node.ts';
import { anyRune, anyRuneButNewline, folded, type Runes } from './runes.ts';

/** As in Go: a count, or the product of counts within counts, is at most so much. */
const mostRepeats = 1000;
const maxDepth = 1000;

/**
 * Parses Go's regular expressions (regexp/syntax, Perl flags, as regexp.Compile reads them), nothing more and nothing less.
 * @throws Re2Error in Go's words for what Go refuses; `too-deep` for groups within 1000 groups.
 */
export function parseRe2(source: string): Regexp {
  const parser = new Parser(source);
  return parser.parse();
}

const initial: Flags = { foldCase: false, multiLine: false, dotAll: false, ungreedy: false };
const assertions: Readonly<Record<string, Assertion>> = {
  '\\A': 'text-start',
  '\\z': 'text-end',
  '\\b': 'word-boundary',
  '\\B': 'no-word-boundary',
};

class Parser {
  private readonly cursor: Cursor;
  private readonly classes: ClassReader;
  private groups = 0;

  constructor(source: string) {
    this.cursor = new Cursor(source);
    this.classes = new ClassReader(this.cursor);
  }

  parse(): Regexp {
    const root = this.choice({ ...initial }, 0);
    if (!this.cursor.done) this.cursor.fail('unexpected )');
    return { root, groups: this.groups };
  }

  /** Up to the closing parenthesis, which is left. `flags` change as (?i) and the like are met. */
  private choice(flags: Flags, depth: number): Node {
    if (depth > maxDepth) throw new Re2Error('too-deep', 'expression nests too deeply', this.cursor.at);
    const options: Node[] = [];
    let items: Node[] = [];
    // Where the last count stands, when nothing has been read since: counts do not count counts.
    let lastCount: number | undefined;
    while (!this.cursor.done && this.cursor.peek !== ')') {
      const start = this.cursor.at;
      if (this.cursor.take('|')) {
        options.push(sequence(items));
        items = [];
        lastCount = undefined;
        continue;
      }
      const count = this.count();
      if (count === undefined) {
        this.item(items, flags, depth);
        lastCount = undefined;
        continue;
      }
      const lazy = this.cursor.take('?') !== flags.ungreedy;
      if (lastCount !== undefined) this.cursor.fail('invalid nested repetition operator', lastCount);
      const item = items.pop();
      if (item === undefined) return this.cursor.fail('missing argument to repetition operator', start);
      const node: Node = { kind: 'repeat', item, min: count.min, max: count.max, lazy };
      if (count.braces && (count.min >= 2 || count.max >= 2) && !fits(node, mostRepeats))
        this.cursor.fail('invalid repeat count', start);
      items.push(node);
      lastCount = start;
    }
    options.push(sequence(items));
    return options.length === 1 ? options[0]! : { kind: 'choice', options };
  }

  /** `{` is a literal where no count follows it. */
  private count(): { min: number; max: number; braces: boolean } | undefined {
    if (this.cursor.take('*')) return { min: 0, max: -1, braces: false };
    if (this.cursor.take('+')) return { min: 1, max: -1, braces: false };
    if (this.cursor.take('?')) return { min: 0, max: 1, braces: false };
    const start = this.cursor.at;
    const braces = this.cursor.takeMatch(/\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}/y);
    if (braces === undefined) return undefined;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] === undefined ? -1 : Number(braces[3]);
    if (min > mostRepeats || max > mostRepeats || (max >= 0 && min > max))
      this.cursor.fail('invalid repeat count', start);
    return { min, max, braces: true };
  }

  private item(items: Node[], flags: Flags, depth: number): void {
    const { cursor } = this;
    switch (cursor.peek) {
      case '(':
        this.group(items, flags, depth);
        return;
      case '[':
        items.push({ kind: 'runes', runes: this.classes.bracketed(flags) });
        return;
      case '.':
        cursor.next();
        items.push({ kind: 'runes', runes: flags.dotAll ? anyRune : anyRuneButNewline });
        return;
      case '^':
        cursor.next();
        items.push({ kind: 'assert', what: flags.multiLine ? 'line-start' : 'text-start' });
        return;
      case '$':
        cursor.next();
        items.push({ kind: 'assert', what: flags.multiLine ? 'line-end' : 'text-end' });
        return;
      case '\\':
        this.escape(items, flags);
        return;
      default:
        items.push(literal(cursor.next(), flags));
    }
  }

  private escape(items: Node[], flags: Flags): void {
    const { cursor } = this;
    const two = cursor.slice(2);
    const assertion = assertions[two];
    if (assertion !== undefined) {
      cursor.skip(2);
      items.push({ kind: 'assert', what: assertion });
    } else if (two === '\\C') cursor.fail('invalid escape sequence');
    else if (two === '\\Q') {
      cursor.skip(2);
      while (!cursor.done && !cursor.take('\\E')) items.push(literal(cursor.next(), flags));
    } else {
      const runes = this.classes.escaped(flags);
      items.push(runes === undefined ? literal(this.classes.character(), flags) : { kind: 'runes', runes });
    }
  }

  private group(items: Node[], flags: Flags, depth: number): void {
    const { cursor } = this;
    const start = cursor.at;
    cursor.next();
    if (!cursor.take('?')) {
      items.push(this.captured({ ...flags }, depth, start));
      return;
    }
    if (cursor.slice(2) === 'P<' || cursor.peek === '<') {
      const name = cursor.takeMatch(/P?<([A-Za-z0-9_]+)>/y)?.[1];
      if (name === undefined) return cursor.fail('invalid named capture', start);
      items.push(this.captured({ ...flags }, depth, start, name));
      return;
    }
    const changed = this.flags(flags, start);
    if (changed.opens) {
      items.push(this.choice(changed.flags, depth + 1));
      this.close(start);
    } else Object.assign(flags, changed.flags);
  }

  private captured(flags: Flags, depth: number, start: number, name?: string): Node {
    const number = (this.groups += 1);
    const item = this.choice(flags, depth + 1);
    this.close(start);
    return { kind: 'group', number, item, ...(name !== undefined && { name }) };
  }

  private close(start: number): void {
    if (!this.cursor.take(')')) this.cursor.fail('missing closing )', start);
  }

  /** After `(?`: flags, then `:` for a group or `)` for the rest of the one around. */
  private flags(before: Flags, start: number): { readonly flags: Flags; readonly opens: boolean } {
    const flags = { ...before };
    const said = this.cursor.takeMatch(/([imsU]*)(?:-([imsU]+))?([:)])/y);
    if (said === undefined) return this.cursor.fail('invalid or unsupported Perl syntax', start);
    const [, on = '', off = '', end] = said;
    for (const [letters, value] of [
      [on, true],
      [off, false],
    ] as const)
      for (const letter of letters) flags[flagNames[letter as keyof typeof flagNames]] = value; // the expression let no other pass
    return { flags, opens: end === ':' };
  }
}

const flagNames = { i: 'foldCase', m: 'multiLine', s: 'dotAll', U: 'ungreedy' } as const;

function literal(rune: number, flags: Flags): Node {
  const runes: Runes = [rune, rune];
  return { kind: 'runes', runes: flags.foldCase ? folded(runes) : runes };
}

function sequence(items: readonly Node[]): Node {
  if (items.length === 0) return { kind: 'empty' };
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

/** Whether all counts within the node, multiplied, are at most `most`. */
function fits(node: Node, most: number): boolean {
  switch (node.kind) {
    case 'repeat': {
      // Only counts in braces are counted: *, + and ? have a least of at most 1 and no larger limit.
      const times = node.max === -1 ? node.min : node.max;
      if (node.max === 0) return true;
      if (times > most) return false;
      return fits(node.item, times > 1 ? Math.floor(most / times) : most);
    }
    case 'sequence':
      return node.items.every((item) => fits(item, most));
    case 'choice':
      return node.options.every((option) => fits(option, most));
    case 'group':
      return fits(node.item, most);
    default:
      return true;
  }
}
