import type { Effort } from '../match/frame.ts';
import type { OpenRule } from '../search/open-rule.ts';
import type { Found } from '../search/found.ts';
import { K, leaf, type Node } from '../tree/node.ts';

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  /** How far its line is indented. */
  readonly indent: number;
  /** The bracket that closes this one on the same line; -1 for none. */
  close: number;
}

type Gap = { readonly kind: 'gap' } | { readonly kind: 'many'; readonly slot: number };
type Single = { readonly kind: 'word'; readonly text: string } | { readonly kind: 'one'; readonly slot: number };
type Item = Gap | Single;

const mostFound = 500;

/** Finds a pattern of words and signs in any text: `...` leaves out up to ten lines, `$X` is a word, `$...X` words. */
export function findWords(pattern: string, text: string, rule: OpenRule, effort: Effort): readonly Found[] {
  const isCaseless = rule.rule.options['generic_caseless'] === true;
  const items = itemsOf(isCaseless ? lowered(pattern) : pattern, rule);
  const tokens = tokensOf(isCaseless && text.toLowerCase().length === text.length ? text.toLowerCase() : text);
  const span = rule.rule.options['generic_ellipsis_max_span'];
  const matcher = new WordMatcher(
    items,
    tokens,
    typeof span === 'number' ? span : 10,
    effort,
    rule.rule.metavariables.length,
  );
  return matcher.find();
}

/** In small letters, but for metavariables. */
function lowered(pattern: string): string {
  return pattern.replace(/\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*|[^$]+/g, (piece) =>
    piece.startsWith('$') ? piece : piece.toLowerCase(),
  );
}

function itemsOf(pattern: string, rule: OpenRule): readonly Item[] {
  const found =
    pattern.match(/\$\.\.\.[A-Z_][A-Z_0-9]*|\$[A-Z_][A-Z_0-9]*\b|\.\.\.|[A-Za-z0-9_]+|[^\sA-Za-z0-9_]/gu) ?? [];
  const items = found.map((token): Item => {
    if (token === '...') return { kind: 'gap' };
    if (token.startsWith('$...') && token.length > 4) return { kind: 'many', slot: rule.slot(token) };
    if (/^\$[A-Z_]/.test(token)) return { kind: 'one', slot: rule.slot(token) };
    return { kind: 'word', text: token };
  });
  // A gap at either end says nothing more than that something may stand there.
  while (items[0]?.kind === 'gap') items.shift();
  while (items.at(-1)?.kind === 'gap') items.pop();
  return items;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const expression = /\n[ \t]*|[A-Za-z0-9_]+|[^\sA-Za-z0-9_]/gu;
  let line = 0;
  let indent = /^[ \t]*/.exec(text)![0].length;
  let open: number[] = [];
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const [token] = match;
    if (token.startsWith('\n')) {
      line += 1;
      indent = token.length - 1;
      open = [];
      continue;
    }
    const made: Token = { text: token, start: match.index, end: match.index + token.length, line, indent, close: -1 };
    if (token in closing) open.push(tokens.length);
    else if (token === ')' || token === ']' || token === '}') {
      const at = open.findLastIndex((i) => closing[tokens[i]!.text] === token);
      if (at !== -1) {
        tokens[open[at]!]!.close = tokens.length;
        open.length = at;
      }
    }
    tokens.push(made);
  }
  return tokens;
}

class WordMatcher {
  private readonly items: readonly Item[];
  private readonly tokens: readonly Token[];
  private readonly span: number;
  private readonly effort: Effort;
  private readonly bound: (Node | undefined)[];
  /** Ways that led nowhere: item and token. Kept while nothing is bound that could make a difference. */
  private readonly dead = new Set<number>();

  constructor(items: readonly Item[], tokens: readonly Token[], span: number, effort: Effort, slots: number) {
    this.items = items;
    this.tokens = tokens;
    this.span = span;
    this.effort = effort;
    this.bound = Array.from({ length: slots });
  }

  find(): readonly Found[] {
    const found: Found[] = [];
    const [first] = this.items;
    if (first === undefined) return found;
    for (let from = 0; from < this.tokens.length; from += 1) {
      if (found.length >= mostFound) {
        this.effort.isCut = true;
        break;
      }
      const token = this.tokens[from]!;
      if (first.kind === 'word' ? token.text !== first.text : !/^\w/.test(token.text)) continue;
      this.bound.fill(undefined);
      this.dead.clear();
      const end = this.run(0, from, token.line);
      if (end === -1) continue;
      found.push({ start: token.start, end: this.tokens[end - 1]!.end, bindings: [...this.bound] });
      if (end > from + 1 && this.items.every(({ kind }) => kind === 'word')) from = end - 1;
    }
    return found;
  }

  /** Where the match ends, as the number of the token behind it; -1 for none. */
  private run(item: number, token: number, line: number): number {
    this.effort.steps -= 1;
    if (this.effort.steps < 0) return -1;
    if (item === this.items.length) return token;
    const wanted = this.items[item]!;
    const key = item * (this.tokens.length + 1) + token;
    if (this.dead.has(key)) return -1;
    const end =
      wanted.kind === 'gap' || wanted.kind === 'many'
        ? this.several(item, token, line, wanted)
        : this.one(item, token, wanted);
    if (end === -1 && this.bound.every((node) => node === undefined)) this.dead.add(key);
    return end;
  }

  private one(item: number, at: number, wanted: Single): number {
    const token = this.tokens[at];
    if (token === undefined) return -1;
    if (wanted.kind === 'word') return token.text === wanted.text ? this.run(item + 1, at + 1, token.line) : -1;
    if (!/^\w/.test(token.text)) return -1;
    if (wanted.slot === -1) return this.run(item + 1, at + 1, token.line);
    const known = this.bound[wanted.slot];
    if (known !== undefined) return known.text === token.text ? this.run(item + 1, at + 1, token.line) : -1;
    this.bound[wanted.slot] = leaf(K.text, token.text, token.start, token.end);
    const end = this.run(item + 1, at + 1, token.line);
    if (end === -1) this.bound[wanted.slot] = undefined;
    return end;
  }

  private several(item: number, from: number, line: number, wanted: Gap): number {
    const base = this.tokens[from - 1];
    for (let to = from; to <= this.tokens.length; to += 1) {
      const last = this.tokens[to - 1];
      if (
        to > from &&
        last !== undefined &&
        (last.line - line > this.span || (base !== undefined && last.line > base.line && last.indent < base.indent))
      )
        return -1;
      const ahead = this.tokens[to];
      if (ahead !== undefined && ahead.line - line > this.span) return -1;
      const slot = wanted.kind === 'many' ? wanted.slot : -1;
      const isFirst = slot !== -1 && this.bound[slot] === undefined;
      if (isFirst) this.bound[slot] = this.words(from, to);
      const end = this.run(item + 1, to, last?.line ?? line);
      if (end !== -1) return end;
      if (isFirst) this.bound[slot] = undefined;
      if (this.effort.steps < 0) return -1;
    }
    return -1;
  }

  private words(from: number, to: number): Node {
    const [first, last] = [this.tokens[from], this.tokens[to - 1]];
    if (first === undefined || last === undefined || to <= from)
      return leaf(K.text, '', first?.start ?? 0, first?.start ?? 0);
    return leaf(
      K.text,
      this.tokens
        .slice(from, to)
        .map(({ text }) => text)
        .join(' '),
      first.start,
      last.end,
    );
  }
}
