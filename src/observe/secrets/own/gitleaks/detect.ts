import type { Claim } from '#ground/model';
import { type Found, standing } from '../../decode/found.ts';
import type { Layer } from '../../decode/unwrapper.ts';
import type { RuleDetails } from '../../image.ts';
import type { Secret } from '../../judge.ts';
import type { Hints, Match } from '../../scanner.ts';
import { nameOf } from '../../symbol.ts';
import { type Span, textOf } from '../../text.ts';
import { allowsMatch, allowsPath } from './allowlist.ts';
import { DecodedText } from './decoded.ts';
import { Expressions } from './expressions.ts';
import { withoutGeneric } from './generic.ts';
import { hiddenIn } from './hidden.ts';
import { Lines } from './lines.ts';
import { type Placed, Reading, type ReadText, type Region } from './reading.ts';
import type { GitleaksRule, GitleaksSettings } from './settings.ts';

/** One text, and what is known of it. */
export interface Looking {
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly hints: Hints | undefined;
  /** All that is encoded in it; an outer one before what is in it. */
  readonly layers: readonly Layer[];
  /** What our own rules found in it, and in what is encoded there. */
  readonly builtin: readonly Found[];
  /** performance.now() milliseconds. */
  readonly deadline: number;
}

export interface Looked {
  readonly secrets: readonly Found[];
  /** Of what our own rules found: what the team's allowlists leave. */
  readonly builtin: readonly Found[];
  /** Rules, by their numbers among all, that used up their steps, or had no time. */
  readonly gaveUp: readonly number[];
  /** The team's allowlists take the whole file out. */
  readonly isAllowed: boolean;
}

interface Read {
  readonly regions: readonly Region[];
  readonly builtin: readonly Found[];
  readonly gaveUp: ReadonlySet<number>;
}

/** Of all allowlists in one file. */
const allowlistSteps = 50_000_000;

/** Runs a team's gitleaks rules over a text as gitleaks does: which regions match, what of them is the secret, which are allowed. */
export class Gitleaks {
  /** Whether it is to be given what is encoded in a text. */
  readonly readsLayers: boolean;
  private readonly settings: GitleaksSettings;
  private readonly detailsOf: (rule: number) => RuleDetails;
  private readonly hintsOf: (text: Uint8Array, deadline: number) => Hints | undefined;
  /** Number of its first rule among all rules. */
  private readonly first: number;
  private readonly expressions = new Expressions();
  private readonly hasUnguided: boolean;
  private readonly hasPathRules: boolean;
  /** Of its rules, by their ids; made when it is first asked about a commit. */
  private numbers: ReadonlyMap<string, number> | undefined;

  constructor(settings: GitleaksSettings, first: number, { detailsOf, hintsOf }: Asked) {
    this.settings = settings;
    this.first = first;
    this.detailsOf = detailsOf;
    this.hintsOf = hintsOf;
    const readLines = [...settings.allowlists, ...Object.values(settings.ofBuiltin).flat()];
    this.readsLayers =
      settings.rules.some(({ regexp }) => regexp !== undefined) || readLines.some(({ target }) => target === 'line');
    this.hasUnguided = settings.rules.some(({ regexp, lookFor }) => regexp !== undefined && lookFor === 'always');
    this.hasPathRules = settings.rules.some(({ regexp }) => regexp === undefined);
  }

  /** Whether there is nothing to say of a file in which our own rules found nothing, and in which nothing is encoded. */
  isIdle(path: string, bytes: Uint8Array, hints: Hints | undefined): boolean {
    return !this.hasPathRules && this.canSkip({ bytes, hints }, []) && !this.allowsFile(Buffer.from(path));
  }

  look(looking: Looking): Looked {
    const path = Buffer.from(looking.path);
    if (this.allowsFile(path)) return { secrets: [], builtin: [], gaveUp: [], isAllowed: true };
    const lines = new Lines(looking.bytes);
    const lower = once(() => lowered(looking.bytes));
    const clear = this.inClear(looking, lines, lower, path);
    const decoded = this.inLayers(looking, lines, lower, path);
    return {
      secrets: apartByRule([...clear.secrets, ...decoded.secrets]),
      builtin: [...clear.builtin, ...decoded.builtin],
      gaveUp: [...new Set([...clear.gaveUp, ...decoded.gaveUp])].map((rule) => this.first + rule),
      isAllowed: false,
    };
  }

  private allowsFile(path: Uint8Array): boolean {
    this.expressions.budget = { steps: allowlistSteps };
    return this.settings.allowlists.some((allowlist) => allowsPath(allowlist, path, this.expressions));
  }

  private inClear({ bytes, hints, builtin, deadline }: Looking, lines: Lines, lower: () => string, path: Uint8Array) {
    const placed = builtin
      .filter(({ layer }) => layer === undefined)
      .map((secret): Placed => ({ secret, match: secret.match, span: secret.span }));
    const read = this.read({ bytes, places: lines, hints, deadline, lower }, placed, path);
    return { ...read, secrets: read.regions.map((region) => standing(this.secretOf(region, bytes))) };
  }

  private inLayers(looking: Looking, lines: Lines, lower: () => string, path: Uint8Array) {
    const { layers, builtin, deadline } = looking;
    if (layers.length === 0) return { secrets: [], builtin: [], gaveUp: [] };
    const text = new DecodedText(layers, lines);
    const placed = builtin.flatMap((secret): Placed[] => {
      const { layer, match, span } = secret;
      if (layer === undefined) return [];
      return [{ secret, match: text.placeOf(layer, match), span: text.placeOf(layer, span) }];
    });
    const bothLower = once(() => `${lowered(text.bytes)}\n${lower()}`);
    const { bytes } = text;
    const hints = withKeywords(this.hintsOf(bytes, deadline), looking.hints, this.keywordRules());
    const read = this.read({ bytes, places: text, hints, deadline, lower: bothLower }, placed, path);
    return { ...read, secrets: read.regions.flatMap((region) => this.foundIn(text, region) ?? []) };
  }

  private read(text: ReadText, builtin: readonly Placed[], path: Uint8Array): Read {
    if (this.canSkip(text, builtin)) return { regions: [], builtin: [], gaveUp: new Set() };
    const { allowlists, ofBuiltin, rules } = this.settings;
    const reading = new Reading(this.settings, this.expressions, text, path);
    const left = builtin.flatMap((one): Placed[] => {
      const { secret, match, span } = one;
      const own = Object.hasOwn(ofBuiltin, secret.rule.id) ? ofBuiltin[secret.rule.id]! : [];
      if (own.some((allowlist) => allowsPath(allowlist, path, this.expressions))) return [];
      const found = reading.allowable(match, span);
      const all = [...allowlists, ...own];
      if (all.some((allowlist) => allowsMatch(allowlist, found, path, this.expressions))) return [];
      const attributes = { ...secret.attributes, ...saidOf(reading.inCommits(all, found)) };
      return [{ ...one, secret: { ...secret, attributes } }];
    });
    const all = rules.flatMap((_, rule) => reading.findings(rule));
    return {
      regions: withoutGeneric(all, left, rules, reading),
      builtin: left.map(({ secret }) => secret),
      gaveUp: reading.gaveUp,
    };
  }

  /** Whether nothing was found, and no rule runs without being told where. */
  private canSkip({ bytes, hints }: Pick<ReadText, 'bytes' | 'hints'>, builtin: readonly Placed[]): boolean {
    if (this.hasUnguided || builtin.length > 0 || bytes.length < 3) return false;
    return (
      hints === undefined || (hints.matches.length === 0 && hints.gaveUp.length === 0 && hints.stoppedAt === undefined)
    );
  }

  /** Numbers in the project's image of the rules that run where the text has a keyword anywhere. */
  private keywordRules(): ReadonlySet<number> {
    const { rules, first } = this.settings;
    return new Set(rules.flatMap(({ lookFor }, number) => (lookFor === 'text' ? [first + number] : [])));
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

  /**
   * Whether an allowlist has the commit that brought what a rule found: by the commit alone, or by what `attributes` say of the lists that
   * ask for more.
   */
  excuses({ rule, attributes, location }: Claim, commit: string): boolean {
    const { allowlists, ofBuiltin, rules } = this.settings;
    this.numbers ??= new Map(rules.map((_, number) => [this.detailsOf(this.first + number).id, number]));
    const theirs = rules[this.numbers.get(rule) ?? -1];
    const own = theirs?.allowlists ?? (Object.hasOwn(ofBuiltin, rule) ? ofBuiltin[rule]! : []);
    const said = String(attributes['gitleaksAllowlists'] ?? '').split(',');
    return [...allowlists, ...own].some((allowlist, number) => {
      if (!allowlist.commits.includes(commit)) return false;
      if (!allowlist.all || said.includes(String(number))) return true;
      // What a path alone tells has no text that more could be asked of.
      if (theirs === undefined || theirs.regexp !== undefined) return false;
      this.expressions.budget = { steps: allowlistSteps };
      return allowsPath({ ...allowlist, commits: [] }, Buffer.from(location.path), this.expressions);
    });
  }

  /** Bytes of a text that are shown to nobody. Undefined when they cannot all be told. */
  hidden({ bytes, hints, layers, deadline }: Omit<Looking, 'path' | 'builtin'>): Span[] | undefined {
    const hintsOfLayers = (text: Uint8Array): Hints | undefined =>
      withKeywords(this.hintsOf(text, deadline), hints, this.keywordRules());
    const hiding = { bytes, hints, layers, hintsOfLayers, deadline, lowered };
    return hiddenIn(hiding, this.settings, this.expressions);
  }

  private secretOf({ rule, match, secret, besides, line, inCommits }: Region, bytes: Uint8Array): Secret {
    const { id, tags } = this.settings.rules[rule]!;
    const details = this.detailsOf(this.first + rule);
    const whole: Match = { rule: this.first + rule, ...match, groups: [] };
    return {
      match: whole,
      rule: details,
      span: secret,
      value: textOf(bytes, secret),
      besides,
      name: nameOf(whole, secret, details, bytes) ?? nameOf({ ...whole, start: secret.start }, secret, details, bytes),
      checksum: 'absent',
      confidence: details.confidence,
      attributes: {
        gitleaks: id.slice(0, 200),
        gitleaksLine: line,
        ...(tags.length > 0 && { tags: tags.join(',').slice(0, 200) }),
        ...saidOf(inCommits),
      },
    };
  }

  /** Undefined when nothing of the secret was decoded: it stands in the file, and was looked at there. */
  private foundIn(text: DecodedText, region: Region): Found | undefined {
    const { layer, span } = text.inLayer(region.secret);
    if (span.start >= span.end) return undefined;
    const { name, ...secret } = this.secretOf(region, text.bytes);
    const inside = name && text.inLayer(name.span).span;
    return {
      ...secret,
      match: { ...secret.match, ...text.inLayer(region.match).span },
      besides: region.besides.map((one) => text.inLayer(one).span).filter((one) => one.start < one.end),
      span,
      name: inside !== undefined && inside.start < inside.end ? { ...name!, span: inside } : undefined,
      origin: layer.originOf(span),
      layer,
    };
  }
}

function saidOf(inCommits: readonly number[]): { readonly gitleaksAllowlists?: string } {
  return inCommits.length === 0 ? {} : { gitleaksAllowlists: inCommits.join(',').slice(0, 200) };
}

/** What is asked of those who have the rules, by their numbers among all, and the kernel. */
interface Asked {
  readonly detailsOf: (rule: number) => RuleDetails;
  readonly hintsOf: (text: Uint8Array, deadline: number) => Hints | undefined;
}

/** A keyword that stands in the file counts for what is encoded there. */
function withKeywords(
  hints: Hints = { matches: [], gaveUp: [] },
  ofFile: Hints | undefined,
  rules: ReadonlySet<number>,
): Hints {
  const words = ofFile?.matches.filter(({ rule }) => rules.has(rule)) ?? [];
  const gaveUp = ofFile?.gaveUp.filter((rule) => rules.has(rule)) ?? [];
  return { ...hints, matches: [...hints.matches, ...words], gaveUp: [...hints.gaveUp, ...gaveUp] };
}

/** The same bytes may be seen in the clear and in several layers: a rule says once what it finds there, of the outermost. */
function apartByRule(all: readonly Found[]): Found[] {
  const kept = new Map<number, Found[]>();
  return all.filter((one) => {
    const same = kept.get(one.match.rule) ?? [];
    const isKnown = same.some(
      ({ origin, layer }) => layer !== one.layer && origin.start < one.origin.end && one.origin.start < origin.end,
    );
    if (!isKnown) kept.set(one.match.rule, [...same, one]);
    return !isKnown;
  });
}

/** As Go does: İ is i there, and two characters here. */
function lowered(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8').replaceAll('İ', 'i').toLowerCase();
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
