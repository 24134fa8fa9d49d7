import { within } from './bounded.ts';

/** An expression of a rule, as JavaScript's engine runs it. */
export interface Expression {
  readonly source: string;
  readonly regexp: RegExp | undefined;
  /** The first place; null where there is none, and when looking takes longer than 200 ms. */
  exec(text: string): RegExpExecArray | null;
  /** Tells all places one by one, until it gets false; false when looking took longer than two seconds. */
  all(text: string, tell: (found: RegExpExecArray) => boolean): boolean;
}

/** Shorter texts are looked through at once by expressions in which no count counts counts. */
const short = 2000;
/** A count behind a group with a count or a choice in it, and what refers back. */
const risky = /[*+?}|][^()]*\)(?:[*+]|\{\d+,)|\)[^()]*\)(?:[*+]|\{\d+,)|\\[1-9]|\\k</;

const known = new Map<string, Expression>();

/** From PCRE's syntax as far as JavaScript has the same. `regexp` is undefined for one that it has not. */
export function compileExpression(source: string, flags: string): Expression {
  const key = `${flags}/${source}`;
  let expression = known.get(key);
  if (expression === undefined) {
    expression = made(source, flags);
    if (known.size > 5000) known.clear();
    known.set(key, expression);
  }
  return expression;
}

function made(source: string, flags: string): Expression {
  const regexp = translated(source, flags);
  const isRisky = risky.test(source);
  return {
    source,
    regexp,
    exec(text) {
      if (regexp === undefined) return null;
      regexp.lastIndex = 0;
      if (text.length <= short && !isRisky) return regexp.exec(text);
      let found: RegExpExecArray | null = null;
      within(200, () => {
        found = regexp.exec(text);
      });
      return found;
    },
    all(text, tell) {
      if (regexp === undefined) return true;
      regexp.lastIndex = 0;
      return within(2000, () => {
        for (let found = regexp.exec(text); found !== null && tell(found); found = regexp.exec(text))
          if (found[0] === '') regexp.lastIndex += 1;
      });
    },
  };
}

const posix: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
  blank: ' \\t',
};

/** Inline flags, named groups of Python's kind, possessive and atomic groups, classes of POSIX. */
function translated(source: string, flags: string): RegExp | undefined {
  let all = flags;
  let text = source;
  const leading = /^\(\?([imsxu]+)\)/.exec(text);
  if (leading !== null) {
    text = text.slice(leading[0].length);
    for (const flag of leading[1]!) if (flag !== 'x' && flag !== 'u' && !all.includes(flag)) all += flag;
    if (leading[1]!.includes('x'))
      text = text.replace(/\\#|\[(?:\\.|[^\]])*\]|\\.|#.*$|\s+/gm, (found) => (/^(\s|#)/.test(found) ? '' : found));
  }
  text = text
    .replace(/\(\?P</g, '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\(\?#[^)]*\)/g, '')
    .replace(/\\A/g, '(?<![^])')
    .replace(/\\[zZ]/g, '(?![^])')
    .replace(/\\h/g, '[ \\t]')
    .replace(/\\R/g, '(?:\\r\\n|\\n|\\r)')
    .replace(/\[:(\^?)(\w+):\]/g, (whole, _, name: string) => posix[name] ?? whole)
    .replace(/\(\?>/g, '(?:')
    .replace(/(\\.|\[(?:\\.|[^\]\\])*\]|[*+?}])|([^])/g, (whole: string) => whole)
    .replace(/((?:^|[^\\])(?:[*+?]|\{\d*,?\d*\}))\+/g, '$1')
    .replace(/\(\?([ims]+)\)/g, (_, found: string) => {
      for (const flag of found) if (!all.includes(flag)) all += flag;
      return '';
    });
  for (const tryFlags of [all, `${all}u`]) {
    try {
      return new RegExp(text, tryFlags.includes('g') ? tryFlags : `${tryFlags}g`);
    } catch {
      // The other way of reading it may do.
    }
  }
  return undefined;
}
