import type { RuleDetails } from '../../image.ts';
import type { Secret } from '../../judge.ts';
import type { Hints, Match } from '../../scanner.ts';
import { nameOf } from '../../symbol.ts';
import { type Span, textOf } from '../../text.ts';
import { findAll } from '../../re2/find-all.ts';
import { type Allowable, allowsMatch, allowsPath } from './allowlist.ts';
import { goEntropy } from './entropy.ts';
import { Expressions } from './expressions.ts';
import { Lines } from './lines.ts';
import type { GitleaksRule, GitleaksSettings, Required } from './settings.ts';
import { rangesOf } from './where.ts';

/** One text, and what is known of it. */
export interface Looking {
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly hints: Hints | undefined;
  /** What our own rules found in it. */
  readonly builtin: readonly Secret[];
  /** performance.now() milliseconds. */
  readonly deadline: number;
}

export interface Looked {
  readonly secrets: readonly Secret[];
  /** Of what our own rules found: what the team's allowlists leave. */
  readonly builtin: readonly Secret[];
  /** Rules, by their numbers among all, that used up their steps, or had no time. */
  readonly gaveUp: readonly number[];
  /** The team's allowlists take the whole file out. */
  readonly isAllowed: boolean;
}

/** Steps of one rule in one file: an honest rule takes some tenths of one per byte. */
const stepsOf = { least: 20_000_000, perByte: 40, most: 600_000_000 };
/** Of all allowlists in one file. */
const allowlistSteps = 50_000_000;
/** Of one rule in one file. */
const mostFindings = 1000;

interface Found {
  readonly rule: number;
  readonly match: Span;
  readonly secret: Span;
  readonly line: number;
  readonly column: number;
}

/** Runs a team's gitleaks rules over a text as gitleaks does: which regions match, what of them is the secret, which are allowed. */
export class Gitleaks {
  private readonly settings: GitleaksSettings;
  private readonly detailsOf: (rule: number) => RuleDetails;
  /** Number of its first rule among all rules. */
  private readonly first: number;
  private readonly expressions = new Expressions();
  private readonly hasUnguided: boolean;
  private readonly hasPathRules: boolean;

  constructor(settings: GitleaksSettings, first: number, detailsOf: (rule: number) => RuleDetails) {
    this.settings = settings;
    this.first = first;
    this.detailsOf = detailsOf;
    this.hasUnguided = settings.rules.some(({ regexp, lookFor }) => regexp !== undefined && lookFor === 'always');
    this.hasPathRules = settings.rules.some(({ regexp }) => regexp === undefined);
  }

  look(looking: Looking): Looked {
    this.expressions.budget = { steps: allowlistSteps };
    const path = Buffer.from(looking.path);
    const { allowlists, ofBuiltin } = this.settings;
    if (allowlists.some((allowlist) => allowsPath(allowlist, path, this.expressions)))
      return { secrets: [], builtin: [], gaveUp: [], isAllowed: true };
    if (this.canSkip(looking)) return { secrets: [], builtin: [], gaveUp: [], isAllowed: false };
    const one = new OneText(this.settings, this.expressions, looking, path);
    const builtin = looking.builtin.filter((secret) => {
      const own = Object.hasOwn(ofBuiltin, secret.rule.id) ? ofBuiltin[secret.rule.id]! : [];
      if (own.some((allowlist) => allowsPath(allowlist, path, this.expressions))) return false;
      const found = one.allowable(secret.match, secret.span);
      return ![...allowlists, ...own].some((allowlist) => allowsMatch(allowlist, found, path, this.expressions));
    });
    const all = this.settings.rules.flatMap((_, rule) => one.findings(rule));
    const secrets = withoutGeneric(all, builtin, this.settings.rules, one).map((found) =>
      this.secretOf(found, looking.bytes),
    );
    return { secrets, builtin, gaveUp: [...one.gaveUp].map((rule) => this.first + rule), isAllowed: false };
  }

  /** Whether nothing was found, and no rule runs without being told where. */
  private canSkip({ bytes, hints, builtin }: Looking): boolean {
    if (this.hasUnguided || builtin.length > 0 || bytes.length < 3) return false;
    return (
      hints === undefined || (hints.matches.length === 0 && hints.gaveUp.length === 0 && hints.stoppedAt === undefined)
    );
  }

  /** The rules that look at paths alone, by their numbers among all. */
  ofPath(path: string): readonly number[] {
    if (!this.hasPathRules) return [];
    this.expressions.budget = { steps: allowlistSteps };
    const bytes = Buffer.from(path);
    const isAllowed = (rule: GitleaksRule): boolean =>
      [...this.settings.allowlists, ...rule.allowlists].some((allowlist) =>
        allowsPath(allowlist, bytes, this.expressions),
      );
    return this.settings.rules.flatMap((rule, number) =>
      rule.regexp === undefined &&
      rule.path !== undefined &&
      !rule.skipReport &&
      this.expressions.matches(rule.path, bytes) &&
      !isAllowed(rule)
        ? [this.first + number]
        : [],
    );
  }

  private secretOf({ rule, match, secret, line }: Found, bytes: Uint8Array): Secret {
    const { id, tags } = this.settings.rules[rule]!;
    const details = this.detailsOf(this.first + rule);
    const whole: Match = { rule: this.first + rule, ...match, groups: [] };
    return {
      match: whole,
      rule: details,
      span: secret,
      value: textOf(bytes, secret),
      name: nameOf(whole, secret, details, bytes) ?? nameOf({ ...whole, start: secret.start }, secret, details, bytes),
      checksum: 'absent',
      confidence: details.confidence,
      attributes: {
        gitleaks: id.slice(0, 200),
        gitleaksLine: line,
        ...(tags.length > 0 && { tags: tags.join(',').slice(0, 200) }),
      },
    };
  }
}

/** One text under all rules. */
class OneText {
  readonly gaveUp = new Set<number>();
  private readonly settings: GitleaksSettings;
  private readonly expressions: Expressions;
  private readonly looking: Looking;
  private readonly path: Uint8Array;
  private readonly hints: Hints;
  private readonly lines: Lines;
  private readonly matches: ReadonlyMap<number, readonly Match[]>;
  private lower: string | undefined;

  constructor(settings: GitleaksSettings, expressions: Expressions, looking: Looking, path: Uint8Array) {
    this.settings = settings;
    this.expressions = expressions;
    this.looking = looking;
    this.path = path;
    this.lines = new Lines(looking.bytes);
    this.hints = looking.hints ?? { matches: [], gaveUp: [] };
    this.matches = Map.groupBy(this.hints.matches, ({ rule }) => rule - settings.first);
  }

  /** What a rule finds and reports. */
  findings(number: number): readonly Found[] {
    const rule = this.settings.rules[number]!;
    if (rule.skipReport || rule.regexp === undefined) return [];
    const ranges = rangesOf(rule, this.matches.get(number) ?? [], this.unsure(number), this.looking.bytes);
    if (ranges === undefined || !this.readsPath(rule)) return [];
    const found = this.matched(number, rule, ranges);
    if (found.length === 0 || !this.hasKeyword(rule)) return [];
    return rule.required.length === 0 ? found : this.withRequired(found, rule.required);
  }

  allowable(match: Span, secret: Span): Allowable {
    const { bytes } = this.looking;
    return {
      secret: bytes.subarray(secret.start, secret.end),
      match: bytes.subarray(match.start, match.end),
      line: this.lines.around(match),
    };
  }

  /** 1 and more, as gitleaks counts them: the line of a line break is the next one. */
  lineOf(at: number): number {
    return this.lines.at(at).line;
  }

  private unsure(number: number): { gaveUp: boolean; stoppedAt: number | undefined } {
    const { gaveUp, stoppedAt } = this.hints;
    return { gaveUp: gaveUp.includes(this.settings.first + number), stoppedAt };
  }

  private readsPath({ path, allowlists }: GitleaksRule): boolean {
    if (path !== undefined && !this.expressions.matches(path, this.path)) return false;
    return !allowlists.some((allowlist) => allowsPath(allowlist, this.path, this.expressions));
  }

  private matched(number: number, rule: GitleaksRule, ranges: Parameters<typeof findAll>[3]): Found[] {
    const { bytes, deadline } = this.looking;
    if (rule.regexp === undefined || this.gaveUp.has(number)) return [];
    const budget = { steps: Math.min(stepsOf.least + stepsOf.perByte * bytes.length, stepsOf.most) };
    const spans =
      performance.now() > deadline ? [] : findAll(this.expressions.finder(rule.regexp), bytes, budget, ranges);
    if (performance.now() > deadline || budget.steps < 0 || spans.length > mostFindings) this.gaveUp.add(number);
    return spans.slice(0, mostFindings).flatMap((span) => this.judged(number, rule, span) ?? []);
  }

  private judged(number: number, rule: GitleaksRule, { start, end }: Span): Found | undefined {
    const { bytes } = this.looking;
    const trimmed = withoutNewlines(bytes, start, end);
    if (trimmed.start === trimmed.end || rule.regexp === undefined) return undefined;
    const secret = this.secretIn(trimmed, rule.regexp, rule.secretGroup);
    if (rule.entropy !== 0 && goEntropy(bytes.subarray(secret.start, secret.end)) <= rule.entropy) return undefined;
    const found = this.allowable(trimmed, secret);
    const { allowlists } = this.settings;
    if ([...allowlists, ...rule.allowlists].some((one) => allowsMatch(one, found, this.path, this.expressions)))
      return undefined;
    const { line, column } = this.lines.at(start);
    return { rule: number, match: trimmed, secret: secret.start === secret.end ? trimmed : secret, line, column };
  }

  /** The expression runs again, over the match alone, as in gitleaks: what stood around it is not seen. */
  private secretIn({ start, end }: Span, regexp: NonNullable<GitleaksRule['regexp']>, group: number): Span {
    if (regexp.groups === 0) return { start, end };
    const grouper = this.expressions.grouper(regexp);
    const match = this.looking.bytes.subarray(start, end);
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
    // İ is i in Go, and two characters here.
    this.lower ??= Buffer.from(this.looking.bytes).toString('utf8').replaceAll('İ', 'i').toLowerCase();
    return keywords.some((word) => this.lower!.includes(word));
  }

  private withRequired(found: readonly Found[], required: readonly Required[]): Found[] {
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
  private ofRequired(number: number): readonly Found[] {
    const rule = this.settings.rules[number];
    if (rule?.regexp === undefined || !this.readsPath(rule)) return [];
    const everywhere = [{ start: 0, end: this.looking.bytes.length + 1 }];
    const hinted =
      rule.lookFor === 'near'
        ? rangesOf(rule, this.matches.get(number) ?? [], this.unsure(number), this.looking.bytes)
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

/** A rule that calls itself generic gives way to any other that has its secret on the same line. */
function withoutGeneric(
  all: readonly Found[],
  builtin: readonly Secret[],
  rules: readonly GitleaksRule[],
  text: OneText,
): readonly Found[] {
  const isGeneric = ({ rule }: Found): boolean => rules[rule]!.id.toLowerCase().includes('generic');
  const specific = all.filter((found) => !isGeneric(found));
  const ranked = builtin.filter(({ rule }) => rule.rank >= 20);
  return all.filter(
    (found) =>
      !isGeneric(found) ||
      !(
        specific.some((other) => other.line === found.line && covers(other.secret, found.secret)) ||
        ranked.some(({ span, match }) => text.lineOf(match.start) === found.line && covers(span, found.secret))
      ),
  );
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
