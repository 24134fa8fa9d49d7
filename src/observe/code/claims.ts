import type { Claim, Confidence, NotLookedAt, Repair, RuleId } from '#ground/model';
import type { ClaimContext } from './claim-context.ts';
import type { Check, Flow, Place } from './flow/index.ts';
import type { MatchFacts } from './facts.ts';
import { snippetAt } from './locus.ts';
import { type CompiledJoin, join } from './patterns/join.ts';
import { redacted } from './patterns/redacted.ts';
import { isAsidePath } from './paths.ts';
import { repairOf } from './repair.ts';
import type { RuleOfCode } from './rule-of-code.ts';

/** Each place once for each thing that is wrong with it: a rule that says less of the same code is silent, and of equals the first stays. */
export function withoutOutranked(claims: readonly Claim[], rules: ClaimContext['rules']): Claim[] {
  const at = new Map<string, Set<string>>();
  for (const claim of claims) {
    const known = at.get(placeOf(claim));
    if (known === undefined) at.set(placeOf(claim), new Set([claim.rule]));
    else known.add(claim.rule);
  }
  const told = new Set<string>();
  return claims.filter((claim) => {
    const others = at.get(placeOf(claim));
    if (rules.get(claim.rule)?.yieldsTo.some((rule) => others?.has(rule) === true) === true) return false;
    const { startColumn, endLine, endColumn } = claim.location;
    const key = `${claim.rule}\n${placeOf(claim)}\n${startColumn}-${endLine}:${endColumn}`;
    return !told.has(key) && told.add(key) !== undefined;
  });
}

/** Of what is told once for each file, the first; its locus is the file, and stays when that one is mended and others are left. */
export function oncePerFile(claims: readonly Claim[], rules: ClaimContext['rules']): Claim[] {
  const counts = new Map<string, number>();
  for (const claim of claims) counts.set(fileOf(claim), (counts.get(fileOf(claim)) ?? 0) + 1);
  const told = new Set<string>();
  return claims.flatMap((claim) => {
    if (rules.get(claim.rule)?.oncePerFile !== true) return [claim];
    const key = fileOf(claim);
    if (told.has(key)) return [];
    told.add(key);
    const others = counts.get(key)! - 1;
    const more = others === 0 ? '' : ` So do ${others} more of this file.`;
    return [
      {
        ...claim,
        message: `${claim.message.replace(/[.]?$/, '.')}${more}`.slice(0, 1000),
        locus: { kind: 'symbol' as const, symbol: '(file)', snippet: '' },
      },
    ];
  });
}

function fileOf({ rule, location }: Claim): string {
  return `${rule}\n${location.path}`;
}

function placeOf({ location }: Claim): string {
  return `${location.path}\n${location.startLine}`;
}

/** Data from outside that arrives where it must not. */
export function claimOfFlow(flow: Flow, context: ClaimContext): Claim | undefined {
  const rule = context.rules.get(flow.rule);
  if (rule === undefined) return undefined;
  const { source, sink, trace } = flow;
  const found = common(rule, sink.place, flow.confidence, context);
  if (found === undefined) return undefined;
  const message = flow.message ?? `${sentence(source.label)} reaches ${sink.name} without being made harmless.`;
  return {
    ...found,
    message: message.slice(0, 1000),
    ...(trace.length >= 2 && { trace: trace.slice(0, 32) }),
    attributes: { cwe: rule.cwe[0] ?? '', source: source.kind, sink: flow.kind },
  };
}

/** A use of a library that is weak whatever flows. */
export function claimOfCheck(check: Check, context: ClaimContext): Claim | undefined {
  const rule = context.rules.get(`code/${check.rule}`);
  if (rule === undefined) return undefined;
  const found = common(rule, check.place, check.confidence, context);
  if (found === undefined) return undefined;
  const repair: Repair | undefined = repairOf(check, context);
  return {
    ...found,
    message: (check.message ?? rule.title).slice(0, 1000),
    ...(repair !== undefined && { repair }),
    attributes: { cwe: rule.cwe[0] ?? '', library: check.library },
  };
}

/** What rules of mode `join` find in the matches of all files. */
export function claimsOfJoins(
  files: readonly { readonly path: string; readonly facts: { readonly matches?: readonly MatchFacts[] } }[],
  joins: readonly CompiledJoin[],
  context: Pick<ClaimContext, 'rules' | 'isTest'>,
): { readonly claims: readonly Claim[]; readonly notLookedAt: readonly NotLookedAt[] } {
  const claims: Claim[] = [];
  const notLookedAt: NotLookedAt[] = [];
  for (const one of joins) {
    const rows = files.flatMap(({ path, facts: { matches = [] } }) =>
      matches.flatMap((match) =>
        match.rule === one.id && match.join !== undefined ? [{ path, match, ...match.join }] : [],
      ),
    );
    const { found, isCut } = join(one, rows);
    if (isCut)
      notLookedAt.push({
        by: one.id,
        reason: 'rule-timed-out',
        detail: 'there are too many matches to be joined',
        expected: false,
      });
    for (const { last, others } of found) {
      const values = Object.assign({}, ...others.map(({ values: own }) => own), last.values) as Record<string, string>;
      const message = one.message.replace(/\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*\b/g, (name) =>
        values[name] === undefined ? name : redacted(values[name], false, false).slice(0, 200),
      );
      const { join: _, ...rest } = last.match;
      const claim = claimOfMatch(last.path, { ...rest, message: message.slice(0, 1000) }, context);
      if (claim === undefined) continue;
      const trace = [...others.slice(0, 30), last].map(({ path, match: { at }, as }) => ({
        location: { path, startLine: at[0], startColumn: at[1], endLine: at[2], endColumn: at[3] },
        note: as.slice(0, 200),
      }));
      claims.push({ ...claim, ...(trace.length >= 2 && { trace }) });
    }
  }
  return { claims, notLookedAt };
}

/** What a pattern rule found. */
export function claimOfMatch(
  path: string,
  match: MatchFacts,
  { rules, isTest }: Pick<ClaimContext, 'rules' | 'isTest'>,
): Claim | undefined {
  const rule = rules.get(match.rule);
  if (rule === undefined || match.join !== undefined) return undefined;
  const confidence = confidenceAt(path, match.isPossible === true ? 'possible' : rule.confidence, isTest);
  if (confidence === undefined) return undefined;
  const [startLine, startColumn, endLine, endColumn] = match.at;
  const location = { path, startLine, startColumn, endLine, endColumn };
  const from = match.source;
  return {
    rule: rule.id as RuleId, // its file's schema said so
    severity: rule.severity,
    confidence,
    locus: { kind: 'symbol', symbol: match.symbol ?? '(top level)', snippet: match.snippet },
    location,
    message: match.message,
    ...(from !== undefined &&
      from[0] !== startLine && {
        trace: [
          {
            location: { path, startLine: from[0], startColumn: from[1], endLine: from[0], endColumn: from[1] },
            note: 'comes from outside',
          },
          { location, note: 'arrives' },
        ],
      }),
    ...(match.fix !== undefined && {
      repair: { title: `${rule.title}: as the rule says`, edits: [{ location, text: match.fix.slice(0, 4000) }] },
    }),
    attributes: { cwe: rule.cwe[0] ?? '' },
  };
}

function common(
  rule: RuleOfCode,
  place: Place,
  told: Confidence | undefined,
  { modules, locate, isTest }: ClaimContext,
) {
  const module = modules.get(place.path);
  const confidence = confidenceAt(place.path, told ?? rule.confidence, isTest);
  if (confidence === undefined) return undefined;
  return {
    rule: rule.id as RuleId, // its file's schema said so
    severity: rule.severity,
    confidence,
    locus: {
      kind: 'symbol' as const,
      symbol: (place.symbol === '' ? '(top level)' : place.symbol).slice(0, 1024),
      snippet: module === undefined ? '' : snippetAt(module, place),
    },
    location: locate(place),
  };
}

/** What is weak in a test harms nobody by itself: it is possible at most, and nothing where it was no more than that, as beside the program. */
function confidenceAt(path: string, told: Confidence, isTest: ClaimContext['isTest']): Confidence | undefined {
  if (told === 'possible') return isTest(path) || isAsidePath(path) ? undefined : told;
  return isTest(path) ? 'possible' : told;
}

function sentence(label: string): string {
  const text = label === '' ? 'Data from outside' : label;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
