import { type Claim, digestJson } from '#ground/model';
import type { Parsers } from '#ground/syntax';
import { type Change, LineStarts } from './change.ts';
import { complexFunctions, complexityClaim, type ComplexityLimits, Trees } from './change-complexity.ts';
import { type ChangeCoverage, coverageClaims, coverageOfChange, type CoverageReport } from './change-coverage.ts';
import { deadExportClaim, ExportUse, mayName } from './dead-exports.ts';
import { type Duplicate, Duplication } from './duplication.ts';
import type { Gap } from './gap.ts';
import { isGenerated, languageOf } from './languages.ts';
import { type Tokens, tokensOf } from './tokens.ts';

/** What is asked of a change; what is absent is not asked. */
export interface QualityQuestion {
  readonly complexity?: ComplexityLimits;
  /** Tokens from which on a block counts as a copy. */
  readonly duplication?: number;
  readonly deadExports?: boolean;
  readonly coverage?: {
    readonly reports: readonly CoverageReport[];
    readonly limit: number;
    readonly changedAt?: number;
  };
}

export interface QualityAnswer {
  readonly claims: readonly Claim[];
  readonly gaps: readonly Gap[];
  readonly coverage?: ChangeCoverage;
}

/**
 * Judges what a change adds, never what was there. `tree` gives every text of the project as the change leaves it, those of the change too, each
 * once; it is asked for only where others' texts matter. Pure but for the clock: `deadline` is in performance.now() milliseconds.
 */
export function judgeChange(
  change: Change,
  question: QualityQuestion,
  {
    parsers,
    tree,
    deadline,
  }: { readonly parsers: Parsers; readonly tree: () => Iterable<ProjectText>; readonly deadline: number },
): QualityAnswer {
  const trees = new Trees(parsers, deadline);
  const claims: Claim[] = [];
  const gaps: Gap[] = [];
  const texts = new Map(change.files.map(({ path, text }) => [path, text]));
  if (question.complexity !== undefined)
    for (const one of complexFunctions(change, trees, question.complexity))
      claims.push(complexityClaim(one, texts.get(one.path) ?? '', question.complexity));
  const around = lookAround(change, question, { trees, tree, deadline });
  claims.push(...around.claims);
  gaps.push(...around.gaps);
  const coverage =
    question.coverage === undefined ? undefined : coverageOfChange(change, { ...question.coverage, trees });
  if (coverage !== undefined) {
    claims.push(...coverageClaims(change, coverage));
    gaps.push(...coverage.gaps);
  }
  return { claims, gaps: [...trees.gaps, ...gaps], ...(coverage !== undefined && { coverage }) };
}

/** Whether a text of the project can hold copies of what a change adds, or name it. */
export function concernsQuality(path: string): boolean {
  return languageOf(path) !== undefined || markup.test(path) || mayName.test(path);
}

export interface ProjectText {
  readonly path: string;
  readonly text: string;
}

/** What can be told only beside the rest of the project: copies and uses, in one pass over it. */
function lookAround(
  change: Change,
  question: QualityQuestion,
  {
    trees,
    tree,
    deadline,
  }: { readonly trees: Trees; readonly tree: () => Iterable<ProjectText>; readonly deadline: number },
): { readonly claims: readonly Claim[]; readonly gaps: readonly Gap[] } {
  const copies =
    question.duplication === undefined
      ? undefined
      : searchFor(change, new Duplication({ tokens: question.duplication, lines: leastLines, deadline }));
  const uses = question.deadExports === true ? new ExportUse(change, trees) : undefined;
  const gaps: Gap[] = [];
  if (copies === undefined && (uses === undefined || uses.isEmpty)) return { claims: [], gaps };
  let isOver = false;
  for (const { path, text } of tree()) {
    isOver = performance.now() > deadline;
    if (isOver) break;
    const family = languageOf(path)?.family ?? (markup.test(path) ? scriptFamily : undefined);
    const isRead = family !== undefined && !isGenerated(path, text);
    const tokens = isRead ? tokensOf(text, family) : undefined;
    if (tokens !== undefined) copies?.look(path, tokens);
    uses?.look(path, text, tokens);
  }
  const stopped = isOver ? 'timed-out' : copies?.stopped;
  if (stopped !== undefined && copies !== undefined) gaps.push(stop('quality/duplicated-code', stopped));
  if (isOver && uses !== undefined) gaps.push(stop('quality/dead-export', 'timed-out'));
  return {
    claims: [
      ...(copies?.duplicates() ?? []).map((one) => duplicateClaim(one, change)),
      ...(isOver || uses === undefined ? [] : uses.dead().map(deadExportClaim)),
    ],
    gaps,
  };
}

const leastLines = 10;
const markup = /\.(?:vue|svelte|astro|mdx)$/;
const scriptFamily = languageOf('a.ts')!.family;

function searchFor(change: Change, copies: Duplication): Duplication {
  for (const file of change.files) {
    const tokens = tokensIn(file.path, file.text);
    if (tokens !== undefined) copies.add(file, tokens);
  }
  for (const { path, before, removed } of change.files) {
    const tokens = before === undefined || removed.length === 0 ? undefined : tokensIn(path, before);
    if (tokens !== undefined) copies.leave(path, tokens, removed);
  }
  for (const { path, text } of change.gone) {
    const tokens = tokensIn(path, text);
    if (tokens !== undefined) copies.leave(path, tokens);
  }
  return copies;
}

function tokensIn(path: string, text: string): Tokens | undefined {
  const family = languageOf(path)?.family;
  return family === undefined || isGenerated(path, text) ? undefined : tokensOf(text, family);
}

function stop(rule: string, reason: 'too-large' | 'timed-out'): Gap {
  return reason === 'too-large'
    ? {
        rule,
        reason,
        detail: 'the change adds more code than is compared with the project',
        remedy: 'scan smaller changes',
      }
    : { rule, reason: 'rule-timed-out', detail: 'reading the whole project took too long' };
}

function duplicateClaim(one: Duplicate, change: Change): Claim {
  const { path, firstLine, lastLine, other, places } = one;
  const text = change.files.find((file) => file.path === path)?.text ?? '';
  const where = `${other.path}:${other.firstLine}–${other.lastLine}`;
  const more = places > 1 ? `, and in ${places - 1} more place${places === 2 ? '' : 's'}` : '';
  return {
    rule: 'quality/duplicated-code' as Claim['rule'],
    severity: 'low',
    // Tests repeat themselves so that each can be read by itself.
    confidence: one.isInTests ? 'possible' : 'likely',
    locus: { kind: 'symbol', symbol: '', snippet: digestJson(one.shape) },
    location: {
      path,
      startLine: firstLine,
      startColumn: 1,
      endLine: lastLine,
      endColumn: new LineStarts(text).endOf(lastLine),
    },
    message: `${lastLine - firstLine + 1} lines that the change adds stand in ${where} too${more}.`.slice(0, 1000),
    attributes: {
      tokens: one.tokens,
      lines: lastLine - firstLine + 1,
      otherPath: other.path,
      otherFirstLine: other.firstLine,
      otherLastLine: other.lastLine,
      places,
    },
  };
}
