import type { Found } from '../../decode/found.ts';
import { findAll, type Range } from '../../re2/find-all.ts';
import type { Regexp } from '../../re2/node.ts';
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
  /** What groups took besides: it is not shown either. */
  readonly besides: readonly Span[];
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

  private matched(number: number, rule: GitleaksRule, ranges: readonly Range[]): Region[] {
    if (rule.regexp === undefined || this.gaveUp.has(number)) return [];
    const spans = this.spansOf(number, rule.regexp, ranges, mostFindings);
    return spans.flatMap((span) => this.judged(number, rule, span) ?? []);
  }

  private spansOf(number: number, regexp: Regexp, ranges: readonly Range[], most: number): Span[] {
    const { bytes, deadline, places } = this.text;
    const budget = { steps: Math.min(stepsOf.least + stepsOf.perByte * bytes.length, stepsOf.most) };
    const spans = performance.now() > deadline ? [] : findAll(this.expressions.finder(regexp), bytes, budget, ranges);
    if (performance.now() > deadline || budget.steps < 0 || spans.length > most) this.gaveUp.add(number);
    return spans.slice(0, most).filter((span) => places.holds(span));
  }

  private judged(number: number, rule: GitleaksRule, { start, end }: Span): Region | undefined {
    const { bytes } = this.text;
    const trimmed = withoutNewlines(bytes, start, end);
    if (trimmed.start === trimmed.end || rule.regexp === undefined) return undefined;
    const groups = this.groupsIn(trimmed, rule.regexp);
    const secret = secretIn(trimmed, groups, rule.secretGroup);
    if (rule.entropy !== 0 && goEntropy(bytes.subarray(secret.start, secret.end)) <= rule.entropy) return undefined;
    const found = this.allowable(trimmed, secret);
    const allowlists = [...this.settings.allowlists, ...rule.allowlists];
    if (allowlists.some((one) => allowsMatch(one, found, this.path, this.expressions))) return undefined;
    const { line, column } = this.text.places.at(start);
    const inCommits = this.inCommits(allowlists, found);
    return {
      rule: number,
      match: trimmed,
      secret: isEmpty(secret) ? trimmed : secret,
      besides: groups.filter((group) => group !== undefined).filter((group) => !isEmpty(group)),
      line,
      column,
      inCommits,
    };
  }

  /** Numbers of the allowlists that allow it in their commits, where that takes more than the commit. */
  inCommits(allowlists: readonly Allowlist[], found: Allowable): number[] {
    return allowlists.flatMap((one, number) =>
      allowsInCommits(one, found, this.path, this.expressions) ? [number] : [],
    );
  }

  /** What each group took of a match. The expression runs again, over the match alone, as in gitleaks: what stood around it is not seen. */
  private groupsIn({ start, end }: Span, regexp: Regexp): readonly (Span | undefined)[] {
    if (regexp.groups === 0) return [];
    const grouper = this.expressions.grouper(regexp);
    const match = this.text.bytes.subarray(start, end);
    if (grouper.find(match, 0, match.length, { steps: stepsOf.least }) === undefined) return [];
    return Array.from({ length: regexp.groups }, (_, before) => {
      const [from, to] = [grouper.found[2 * before + 2]!, grouper.found[2 * before + 3]!];
      return from < 0 || to < 0 ? undefined : { start: start + from, end: start + to };
    });
  }

  /** What groups took of all that matches, or all of it where none did, whatever is then thought of it. Undefined when it is not all known. */
  hidden(): Span[] | undefined {
    const all = this.settings.rules.flatMap((rule, number): Span[] => {
      const { regexp } = rule;
      if (regexp === undefined) return [];
      const ranges = rangesOf(rule, this.matches.get(number) ?? [], this.unsure(number), this.text.bytes);
      if (ranges === undefined || !this.hasKeyword(rule)) return [];
      const found = this.spansOf(number, regexp, ranges, Infinity);
      return found.flatMap((span) => this.hiddenOf(withoutNewlines(this.text.bytes, span.start, span.end), regexp));
    });
    return this.gaveUp.size > 0 || performance.now() > this.text.deadline ? undefined : all;
  }

  private hiddenOf(match: Span, regexp: Regexp): readonly Span[] {
    if (performance.now() > this.text.deadline) return [];
    const took = this.groupsIn(match, regexp).filter((group) => group !== undefined);
    const shown = took.filter((group) => !isEmpty(group));
    return shown.length === 0 ? [match] : shown;
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

/** The group that the rule names, or else the first that took something; all of the match without one. */
function secretIn(match: Span, groups: readonly (Span | undefined)[], wanted: number): Span {
  if (groups.length === 0) return match;
  if (wanted > 0) return groups[wanted - 1] ?? { start: match.start, end: match.start };
  return groups.find((group) => group !== undefined && !isEmpty(group)) ?? match;
}
