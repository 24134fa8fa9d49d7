/**
 * Whether a glob of gitignore(5) matches, as git's wildmatch.c decides it, its quirks included. Both are byte strings:
 * one character per UTF-8 byte, because git's `?` is a byte. `pathname` makes `*` and `?` stop at a slash.
 * A pattern that asks for more than `maxSteps` steps does not match: then more is scanned, not less.
 */
export function wildmatch(pattern: string, text: string, options: { pathname: boolean; ignoreCase: boolean }): boolean {
  const state: State = { pattern, text, ...options, steps: 0 };
  return run(state, 0, 0) === 'match';
}

type Result = 'match' | 'no-match' | 'abort' | 'abort-to-starstar';

interface State {
  readonly pattern: string;
  readonly text: string;
  readonly pathname: boolean;
  readonly ignoreCase: boolean;
  steps: number;
}

/** Hostile ignore files nest stars so that backtracking takes for ever. */
const maxSteps = 20_000;

function run(state: State, from: number, at: number): Result {
  const { pattern, text } = state;
  let p = from;
  let t = at;
  for (; p < pattern.length; p++, t++) {
    state.steps += 1;
    if (state.steps > maxSteps) return 'abort';
    const wanted = pattern[p]!;
    if (t >= text.length && wanted !== '*') return 'abort';
    const given = text[t] ?? '';
    if (wanted === '*') return star(state, p, t);
    if (wanted === '[') {
      const set = readSet(pattern, p, given, state.ignoreCase);
      if (set === undefined) return 'abort';
      if (set.matches === set.negated || (state.pathname && given === '/')) return 'no-match';
      p = set.end;
    } else if (wanted === '?') {
      if (state.pathname && given === '/') return 'no-match';
    } else {
      if (wanted === '\\') p += 1;
      if (!same(pattern[p] ?? '', given, state.ignoreCase)) return 'no-match';
    }
  }
  return t < text.length ? 'no-match' : 'match';
}

function star(state: State, from: number, at: number): Result {
  const { pattern, text } = state;
  let p = from + 1;
  let slashes = !state.pathname;
  if (pattern[p] === '*') {
    while (pattern[p] === '*') p += 1;
    const opens = from === 0 || pattern[from - 1] === '/';
    const closes = p === pattern.length || pattern[p] === '/' || (pattern[p] === '\\' && pattern[p + 1] === '/');
    if (state.pathname && opens && closes) {
      // "**/" is also no folder at all.
      if (pattern[p] === '/' && run(state, p + 1, at) === 'match') return 'match';
      slashes = true;
    }
  }
  if (p === pattern.length) return slashes || !text.includes('/', at) ? 'match' : 'abort-to-starstar';
  let t = at;
  if (!slashes && pattern[p] === '/') {
    t = text.indexOf('/', at);
    return t === -1 ? 'abort' : run(state, p, t);
  }
  for (; t < text.length; t++) {
    const result = run(state, p, t);
    if (result === 'match' || result === 'abort') return result;
    if (result === 'abort-to-starstar' && !slashes) return result;
    if (!slashes && text[t] === '/') return 'abort-to-starstar';
  }
  return 'abort';
}

interface CharacterSet {
  readonly matches: boolean;
  readonly negated: boolean;
  /** Index of the closing bracket. */
  readonly end: number;
}

/** Reads `[...]` at `from` and looks `character` up in it; undefined when it never closes. */
function readSet(pattern: string, from: number, character: string, ignoreCase: boolean): CharacterSet | undefined {
  let p = from + 1;
  const negated = pattern[p] === '!' || pattern[p] === '^';
  if (negated) p += 1;
  let matches = false;
  let previous = '';
  for (let first = true; first || pattern[p] !== ']'; first = false, p++) {
    if (p >= pattern.length) return undefined;
    const each = pattern[p]!;
    if (each === '[' && pattern[p + 1] === ':') {
      const close = pattern.indexOf(']', p + 2);
      if (close === -1) return undefined;
      if (close > p + 2 && pattern[close - 1] === ':') {
        const named = classes[pattern.slice(p + 2, close - 1)];
        if (named === undefined) return undefined;
        matches ||= named.test(character) || (ignoreCase && named === classes['upper'] && /[a-z]/.test(character));
        previous = '';
        p = close;
        continue;
      }
      matches ||= character === '[';
      previous = '[';
      continue;
    }
    if (each === '-' && previous !== '' && p + 1 < pattern.length && pattern[p + 1] !== ']') {
      p += pattern[p + 1] === '\\' ? 2 : 1;
      const last = pattern[p];
      if (last === undefined) return undefined;
      matches ||= within(character, previous, last, ignoreCase);
      previous = '';
      continue;
    }
    const literal = each === '\\' ? pattern[(p += 1)] : each;
    if (literal === undefined) return undefined;
    matches ||= same(literal, character, ignoreCase);
    previous = literal;
  }
  return { matches, negated, end: p };
}

function within(character: string, first: string, last: string, ignoreCase: boolean): boolean {
  if (character >= first && character <= last) return true;
  if (!ignoreCase || !/[a-z]/.test(character)) return false;
  const upper = character.toUpperCase();
  return upper >= first && upper <= last;
}

function same(wanted: string, given: string, ignoreCase: boolean): boolean {
  return wanted === given || (ignoreCase && lower(wanted) === lower(given));
}

/** ASCII only, as git folds. */
function lower(character: string): string {
  return character >= 'A' && character <= 'Z' ? character.toLowerCase() : character;
}

/** POSIX classes in the C locale. */
const classes: Readonly<Record<string, RegExp>> = {
  __proto__: null as never,
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\u0000-\u001f\u007f]/, // oxlint-disable-line no-control-regex -- the class of control characters
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};
