import type { Found } from '../../decode/found.ts';
import { findAll } from '../../re2/find-all.ts';
import type { Hints, Match } from '../../scanner.ts';
import type { Span } from '../../text.ts';
import { type Allowable, allowsInCommits, allowsMatch, allowsPath } from './allowlist.ts';
import { goEntropy } from './entropy.ts';
import type { Expressions } from './expressions.ts';
import type { Places } from './lines.ts';
import type { Allowlist, GitleaksRule, GitleaksSettings, Required } from './settings.ts';
import { rangesOf } from './where.ts';

/** A text that rules are run over: a file's, or what is encoded in one. */
export interface ReadText {
  readonly bytes: Uint8Array;
  readonly places: Places;
  readonly hints: Hints | undefined;
  /** performance.now() milliseconds. */
  readonly deadline: number;
  /** In lower case, what keywords are looked for in. */
  readonly lower: () => string;
}

/** What a rule takes for a secret. */
export interface Region {
  readonly rule: number;
  readonly match: Span;
  readonly secret: Span;
  readonly line: number;
  readonly column: number;
  /** As Reading.inCommits gives them, of the allowlists for all rules and then of its own. */
  readonly inCommits: readonly number[];
}

/** What a rule of ours found, with its places in the text that is read. */
export interface Placed {
  readonly secret: Found;
  readonly match: Span;
  readonly span: Span;
}

/** Steps of one rule in one text: an honest rule takes some tenths of one per byte. */
const stepsOf = { least: 20_000_000, perByte: 40, most: 600_000_000 };
/** Of one rule in one text. */
const mostFindings = 1000;

/** One text under all rules. */
export class Reading {
  readonly gaveUp = new Set<number>();
  private readonly settings: GitleaksSettings;
  private readonly expressions: Expressions;
  private readonly text: ReadText;
  private readonly path: Uint8Array;
  private readonly hints: Hints;
  private readonly matches: ReadonlyMap<number, readonly Match[]>;

  constructor(settings: GitleaksSettings, expressions: Expressions, text: ReadText, path: Uint8Array) {
    this.settings = settings;
    this.expressions = expressions;
    this.text = text;
    this.path = path;
    this.hints = text.hints ?? { matches: [], gaveUp: [] };
    this.matches = Map.groupBy(this.hints.matches, ({ rule }) => rule - settings.first);
  }

  /** What a rule finds and reports. */
  findings(number: number): readonly Region[] {
    const rule = this.settings.rules[number]!;
    if (rule.skipReport || rule.regexp === undefined) return [];
    const ranges = rangesOf(rule, this.matches.get(number) ?? [], this.unsure(number), this.text.bytes);
    if (ranges === undefined || !this.readsPath(rule)) return [];
    // A keyword is looked for in less time than an expression is run over all of a text.
    if (ranges.some(({ start, end }) => start === 0 && end > this.text.bytes.length) && !this.hasKeyword(rule))
      return [];
    const found = this.matched(number, rule, ranges);
    if (found.length === 0 || !this.hasKeyword(rule)) return [];
    return rule.required.length === 0 ? found : this.withRequired(found, rule.required);
  }

  allowable(match: Span, secret: Span): Allowable {
    const { bytes } = this.text;
    return {
      secret: bytes.subarray(secret.start, secret.end),
      match: bytes.subarray(match.start, match.end),
      line: this.text.places.around(match),
    };
  }

  /** 1 and more, as gitleaks counts them: the line of a line break is the next one. */
  lineOf(at: number): number {
    return this.text.places.at(at).line;
  }

  private unsure(number: number): { gaveUp: boolean; stoppedAt: number | undefined } {
    const { gaveUp, stoppedAt } = this.hints;
    return { gaveUp: gaveUp.includes(this.settings.first + number), stoppedAt };
  }

  private readsPath({ path, allowlists }: GitleaksRule): boolean {
    if (path !== undefined && !this.expressions.matches(path, this.path)) return false;
    return !allowlists.some((allowlist) => allowsPath(allowlist, this.path, this.expressions));
  }

  private matched(number: number, rule: GitleaksRule, ranges: Parameters<typeof findAll>[3]): Region[] {
    const { bytes, deadline } = this.text;
    if (rule.regexp === undefined || this.gaveUp.has(number)) return [];
    const budget = { steps: Math.min(stepsOf.least + stepsOf.perByte * bytes.length, stepsOf.most) };
    const spans =
      performance.now() > deadline ? [] : findAll(this.expressions.finder(rule.regexp), bytes, budget, ranges);
    if (performance.now() > deadline || budget.steps < 0 || spans.length > mostFindings) this.gaveUp.add(number);
    return spans
      .slice(0, mostFindings)
      .flatMap((span) => (this.text.places.holds(span) ? (this.judged(number, rule, span) ?? []) : []));
  }

  private judged(number: number, rule: GitleaksRule, { start, end }: Span): Region | undefined {
    const { bytes } = this.text;
    const trimmed = withoutNewlines(bytes, start, end);
    if (trimmed.start === trimmed.end || rule.regexp === undefined) return undefined;
    const secret = this.secretIn(trimmed, rule.regexp, rule.secretGroup);
    if (rule.entropy !== 0 && goEntropy(bytes.subarray(secret.start, secret.end)) <= rule.entropy) return undefined;
    const found = this.allowable(trimmed, secret);
    const allowlists = [...this.settings.allowlists, ...rule.allowlists];
    if (allowlists.some((one) => allowsMatch(one, found, this.path, this.expressions))) return undefined;
    const { line, column } = this.text.places.at(start);
    const inCommits = this.inCommits(allowlists, found);
    return { rule: number, match: trimmed, secret: isEmpty(secret) ? trimmed : secret, line, column, inCommits };
  }

  /** Numbers of the allowlists that allow it in their commits, where that takes more than the commit. */
  inCommits(allowlists: readonly Allowlist[], found: Allowable): number[] {
    return allowlists.flatMap((one, number) =>
      allowsInCommits(one, found, this.path, this.expressions) ? [number] : [],
    );
  }

  /** The expression runs again, over the match alone, as in gitleaks: what stood around it is not seen. */
  private secretIn({ start, end }: Span, regexp: NonNullable<GitleaksRule['regexp']>, group: number): Span {
    if (regexp.groups === 0) return { start, end };
    const grouper = this.expressions.grouper(regexp);
    const match = this.text.bytes.subarray(start, end);
    if (grouper.find(match, 0, match.length, { steps: stepsOf.least }) === undefined) return { start, end };
    const spanOf = (number: number): Span | undefined => {
      const [from, to] = [grouper.found[2 * number]!, grouper.found[2 * number + 1]!];
      return from < 0 || to < 0 ? undefined : { start: start + from, end: start + to };
    };
    if (group > 0) return spanOf(group) ?? { start, end: start };
    for (let number = 1; number <= regexp.groups; number += 1) {
      const span = spanOf(number);
      if (span !== undefined && span.end > span.start) return span;
    }
    return { start, end };
  }

  private hasKeyword({ keywords }: GitleaksRule): boolean {
    if (keywords.length === 0) return true;
    const lower = this.text.lower();
    return keywords.some((word) => lower.includes(word));
  }

  private withRequired(found: readonly Region[], required: readonly Required[]): Region[] {
    const others = required.map((one) => ({ ...one, found: this.ofRequired(one.rule) }));
    return found.filter((primary) =>
      others.every(({ found, withinLines, withinColumns }) =>
        found.some(
          (other) =>
            (withinLines === undefined || Math.abs(primary.line - other.line) <= withinLines) &&
            (withinColumns === undefined || Math.abs(primary.column - other.column) <= withinColumns),
        ),
      ),
    );
  }

  /** Without a look at its keywords, and whether or not it reports what it finds. */
  private ofRequired(number: number): readonly Region[] {
    const rule = this.settings.rules[number];
    if (rule?.regexp === undefined || !this.readsPath(rule)) return [];
    const everywhere = [{ start: 0, end: this.text.bytes.length + 1 }];
    const hinted =
      rule.lookFor === 'near'
        ? rangesOf(rule, this.matches.get(number) ?? [], this.unsure(number), this.text.bytes)
        : everywhere;
    return hinted === undefined ? [] : this.matched(number, rule, hinted);
  }
}

function withoutNewlines(bytes: Uint8Array, from: number, to: number): Span {
  let [start, end] = [from, to];
  while (start < end && bytes[start] === 10) start += 1;
  while (end > start && bytes[end - 1] === 10) end -= 1;
  return { start, end };
}

function isEmpty({ start, end }: Span): boolean {
  return start === end;
}
