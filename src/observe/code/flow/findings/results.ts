import type { Confidence, NotLookedAt, TraceStep } from '#ground/model';
import type { CompiledRepair } from '../compile/compiled.ts';
import { judgeMatch, mayBeExponential, unreached, type SlowExpression } from '../judges/slow.ts';
import { type CheckHit, type Need, type SinkHit } from '../values/hits.ts';
import { isSecondHand, secrets, timesMixed } from '../objects/doubts.ts';
import { type Edge, isCurrent } from '../values/labels.ts';
import { clears } from '../models/masks.ts';
import { Op } from '../../ir/ir.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { placeOf } from './places.ts';
import { isHashToTellApart } from './purpose.ts';
import { Reaching } from './reaching.ts';
import type { Solver } from '../solver/solver.ts';
import { Tracer } from './trace.ts';
import type { Labels } from '../values/value.ts';

/** A rule that makes a finding of each flow from one of its sources to one of its sinks. */
export interface FlowRule {
  readonly id: string;
  readonly sources: readonly string[];
  readonly sinks: readonly string[];
  /** Of what it says where nothing is doubtful; absent: likely. */
  readonly confidence?: Confidence;
  /** What it finds does little harm. */
  readonly isMinor?: boolean;
}

/** Offsets in a file, in UTF-16 units, and the symbol path of the function that they stand in (`` for the top level). */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly symbol: string;
}

/** Data comes from a source to a sink. */
export interface Flow {
  readonly rule: string;
  readonly kind: string;
  readonly source: { readonly kind: string; readonly label: string; readonly place: Place };
  /** The call or store, and the value that arrives there. */
  readonly sink: { readonly name: string; readonly place: Place; readonly value: Place };
  readonly trace: readonly TraceStep[];
  /** Less than the rule's where something on the way is taken for granted that may be otherwise. */
  readonly confidence: Confidence | undefined;
  /** What is to be said besides. */
  readonly message: string | undefined;
}

/** A use of a library that is weak whatever flows. */
export interface Check {
  readonly rule: string;
  readonly library: string;
  readonly message: string | undefined;
  readonly place: Place;
  /** What makes it weak: an argument; the call itself where one is missing. */
  readonly value: Place;
  readonly confidence: Confidence | undefined;
  readonly repair: CompiledRepair | undefined;
}

export interface CodeResult {
  /** In order of path, place and rule. */
  readonly flows: readonly Flow[];
  readonly checks: readonly Check[];
  readonly gaps: readonly NotLookedAt[];
}

/** A label, and the edge by which it was come to from the one before. */
export interface Hop {
  readonly label: number;
  readonly edge: Edge | undefined;
  readonly next: Hop | undefined;
}

/** Of all ways that lead to one sink; with a fan of so many, what lies behind it is told as not looked at. */
const mostVisited = 20_000;
/** What takes more steps is less sure: somewhere on the way it may have met what belongs to somebody else. */
const far = 18;
/** What is made of a secret (an answer that was asked for with it) is none, and on long ways something was made of it. */
const farForSecrets = 10;

/** Makes flows and checks of what the functions have noted. */
export class Results {
  readonly #solver: Solver;
  readonly #bySink = new Map<string, FlowRule[]>();
  #dead = new Map<string, Set<number>>();
  #reaching = new Reaching([]);
  /** Regular expressions that text from outside is put to, of which it was not found out how long they may take. */
  readonly #undecided = new Set<string>();
  /** By rule and label, what of data is told once. */
  readonly #told = new Set<string>();
  /** Sinks of which not all ways were followed. */
  #unfollowed = 0;

  constructor(solver: Solver, rules: readonly FlowRule[]) {
    this.#solver = solver;
    for (const rule of rules)
      for (const sink of rule.sinks) {
        const list = this.#bySink.get(sink);
        if (list === undefined) this.#bySink.set(sink, [rule]);
        else list.push(rule);
      }
  }

  /** Until the deadline (performance.now() milliseconds); `untold`: of so many files it came to nothing. */
  all(deadline: number): Pick<CodeResult, 'flows' | 'checks'> & {
    readonly undecided: number;
    readonly unfollowed: number;
    readonly untold: number;
  } {
    let untold = 0;
    this.#dead = new Map();
    this.#reaching = new Reaching(this.#solver.labels.all);
    this.#undecided.clear();
    this.#told.clear();
    this.#unfollowed = 0;
    const flows: Flow[] = [];
    const checks: Check[] = [];
    // Secrets that libraries are given, which are told there, and those that only their names tell; of Python, where they stand in the code, if a name tells.
    const leading = new Set<string>();
    const following = new Map<Check, string>();
    const tracer = new Tracer(this.#solver);
    const modules = [...this.#solver.modules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const module of modules) {
      if (performance.now() > deadline) {
        untold += 1;
        continue;
      }
      for (const one of module.functions) {
        if (one.hits.length > 0) this.#flowsOf(one, tracer, flows, checks);
        for (const check of one.checks)
          if (!isHashToTellApart(one, check) && this.#areMet(check.needs)) {
            const told = checkOf(one, check);
            checks.push(told);
            if (check.secret === undefined) continue;
            if ((told.library === 'names') === one.isPython) leading.add(check.secret);
            else following.set(told, check.secret);
          }
      }
    }
    tracer.finish();
    return {
      flows: distinct(flows, ({ rule, sink }) => `${rule} ${sink.place.path} ${sink.place.start} ${sink.value.start}`),
      checks: distinct(
        mendable(checks.filter((check) => !leading.has(following.get(check) ?? ''))),
        ({ rule, value }) => `${rule} ${value.path} ${value.start}`,
      ),
      undecided: this.#undecided.size,
      untold,
      unfollowed: this.#unfollowed,
    };
  }

  #flowsOf(one: FunctionNode, tracer: Tracer, flows: Flow[], checks: Check[]): void {
    for (const hit of one.hits) {
      const rules = this.#bySink.get(hit.kind);
      if (rules === undefined) continue;
      for (const rule of rules) {
        const way = this.#wayTo(hit.labels, hit.kind, rule.sources);
        if (
          way === undefined &&
          hit.expression !== undefined &&
          mayBeExponential(one.module.ir.language, hit.expression)
        ) {
          const slow = judgeMatch(one, hit);
          if (slow !== undefined && slow !== 'undecided' && slow.isExponential)
            checks.push({ ...checkOf(one, unreached(hit, slow)), place: this.#placeOf(one, hit) });
        }
        if (way === undefined || !this.#areMet(hit.needs)) continue;
        const judged = judgeMatch(one, hit);
        if (judged === 'undecided') this.#undecided.add(hit.expression!.source);
        if (judged === 'undecided' || (judged === undefined && hit.expression !== undefined)) continue;
        const mixed = timesMixed(this.#solver.labels.all, one, way);
        const source = this.#solver.labels.all[way.label]!.source!;
        if (mixed > 1 || (mixed > 0 && secrets.has(source))) continue;
        const flow = this.#flow(one, hit, rule, way, tracer, judged, mixed);
        if (flow !== undefined && !(secrets.has(source) && flow.trace.length > farForSecrets)) flows.push(flow);
      }
    }
  }

  #flow(
    one: FunctionNode,
    hit: SinkHit,
    rule: FlowRule,
    way: Hop,
    tracer: Tracer,
    judged: SlowExpression | undefined,
    mixed: number,
  ): Flow | undefined {
    const label = this.#solver.labels.all[way.label]!;
    let isGuessed = one.isGuessed;
    for (let hop: Hop | undefined = way; hop !== undefined; hop = hop.next)
      if (this.#solver.labels.all[hop.label]!.function.isGuessed) isGuessed = true;
    const value = hit.value < 0 ? hit.at : hit.value;
    const { steps: trace, doubts, reads } = tracer.trace(one, hit, way);
    if (secrets.has(label.source!) && reads.some((name) => isAside(this.#solver, one, name))) return undefined;
    const doubted =
      doubts + mixed + Number(isGuessed) + Number(trace.length > far) + Number(isSecondHand(label.source!, hit.kind));
    const told = confidenceOf(rule, judged?.confidence ?? rule.confidence ?? 'likely', doubted);
    if (told === undefined) return undefined;
    // Of what is doubtful or does little harm, the same data is told once, wherever else it arrives.
    if (doubted > 0 || rule.isMinor === true) {
      const key = `${rule.id} ${way.label}`;
      if (this.#told.has(key)) return undefined;
      this.#told.add(key);
    }
    const from = placeOf(label.function, tracer.valueOfLabel(label));
    // What is wrong with a number that can be predicted is where it is drawn: it may be used for several things.
    const isDrawn = label.source === 'weak-random';
    return {
      rule: rule.id,
      kind: hit.kind,
      source: { kind: label.source!, label: label.note, place: from },
      sink: {
        name: tracer.nameOf(one, hit.at),
        place: isDrawn ? from : this.#placeOf(one, hit),
        value: isDrawn ? from : placeOf(one, value),
      },
      trace,
      confidence: told,
      message: judged?.message,
    };
  }

  /** Of a text that is put to a regular expression of another place, in Python where that is written; else where the text arrives. */
  #placeOf(one: FunctionNode, { at, expression }: SinkHit): Place {
    if (expression === undefined || !one.isPython) return placeOf(one, at);
    const call = placeOf(one, at);
    const own = writtenIn(one, expression.source);
    if (own >= 0) {
      const written = placeOf(one, own);
      return written.start >= call.start && written.end <= call.end ? call : written;
    }
    const others = [one.module, ...this.#solver.modules.values()];
    for (const module of others)
      for (const each of module.functions) {
        const written = writtenIn(each, expression.source);
        if (written >= 0) return placeOf(each, written);
      }
    return call;
  }

  #areMet(needs: readonly Need[]): boolean {
    return needs.every(({ labels, kinds, reaching }) => this.#wayTo(labels, reaching, kinds) !== undefined);
  }

  /**
   * The nearest source of one of the kinds that data at a sink comes from, by labels from parameter to what is passed to it, along edges that are
   * not harmless for the kind of sink. The way from the source to the sink.
   */
  #wayTo(labels: Labels, kind: string | undefined, sources: readonly string[] | undefined): Hop | undefined {
    const asksParameter = sources?.includes('parameter') === true;
    if (!asksParameter && !this.#reaching.mayReach(labels, sources)) return undefined;
    const key = `${asksParameter ? 'parameter ' : ''}${kind ?? ''}`;
    let dead = this.#dead.get(key);
    if (dead === undefined) {
      dead = new Set();
      this.#dead.set(key, dead);
    }
    const seen = new Set<number>();
    const queue: Hop[] = [];
    let foundOther = false;
    const { all } = this.#solver.labels;
    const add = (label: number, mask: number, edge: Edge | undefined, next: Hop | undefined): void => {
      if (
        seen.has(label) ||
        dead.has(label) ||
        (kind !== undefined && clears(mask, kind)) ||
        all[label]!.function.isGone
      )
        return;
      seen.add(label);
      queue.push({ label, edge, next });
    };
    for (let i = 0; i < labels.length; i += 2) add(labels[i]!, labels[i + 1]!, undefined, undefined);
    for (let at = 0; at < queue.length && at < mostVisited; at++) {
      const hop = queue[at]!;
      const label = all[hop.label]!;
      if (label.source !== undefined) {
        if (sources === undefined || sources.includes(label.source)) return hop;
        foundOther = true;
      } else if (asksParameter && label.at >= 0 && !label.function.isCalled) return hop;
      for (const edge of label.from) if (isCurrent(edge)) add(edge.label, edge.mask, edge, hop);
    }
    if (queue.length > mostVisited) this.#unfollowed += 1;
    else if (!foundOther) for (const label of seen) dead.add(label);
    return undefined;
  }
}

/** What is doubtful is possible; what does little harm is not told then, and nothing is that is doubtful over and over. */
function confidenceOf({ isMinor }: FlowRule, confidence: Confidence, doubts: number): Confidence | undefined {
  if (doubts === 0) return confidence;
  return isMinor === true || doubts > (confidence === 'possible' ? 1 : 2) ? undefined : 'possible';
}

/** Neither a secret nor what holds one, though it was kept or made beside one: `apiKey.id`, `token.expires_at`. */
function isAside(solver: Solver, one: FunctionNode, name: string): boolean {
  return asideNames.test(name) && solver.names(one.module.ir.language).look(name)?.source === undefined;
}

const asideNames =
  /(?:^|_|[a-z])(?:id|Id|ID|expires?\w*|Expir\w*|created\w*|updated\w*|status\w*|statusCode|count|version|groups?|normalized|type|length|size)$/;

/** The value that is this constant text or pattern; -1 where a function has none. */
function writtenIn({ module, ir: { code } }: FunctionNode, text: string): number {
  const { texts } = module.ir;
  for (let at = 0; at < code.length; at += 6) if (code[at] === Op.Const && texts[code[at + 1]!] === text) return at / 6;
  return -1;
}

function checkOf(one: FunctionNode, { at, value, fact }: CheckHit): Check {
  return {
    rule: fact.rule,
    library: fact.library,
    message: fact.message,
    place: placeOf(one, at),
    value: placeOf(one, value < 0 ? at : value),
    confidence: fact.confidence,
    repair: fact.repair,
  };
}

/** Of those that say the same of a place, the one that knows how it is mended. */
function mendable(checks: readonly Check[]): Check[] {
  const better = new Map<string, Check>();
  for (const check of checks)
    if (check.repair !== undefined) better.set(`${check.rule} ${check.value.path} ${check.value.start}`, check);
  return checks.map((check) => better.get(`${check.rule} ${check.value.path} ${check.value.start}`) ?? check);
}

function distinct<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
