import { type Claim, digestJson } from '#ground/model';
import { type Parsers, SyntaxFailure, type SyntaxLanguage, type SyntaxTree } from '#ground/syntax';
import { type Change, type ChangedFile, LineStarts, touches } from './change.ts';
import { type Measured, measureFunctions } from './complexity.ts';
import type { Gap } from './gap.ts';
import { isGenerated, languageOf } from './languages.ts';

export interface ComplexityLimits {
  /** Undefined: any will do. */
  readonly cognitive?: number;
  readonly cyclomatic?: number;
}

/** A function that a change adds or makes worse beyond a limit. */
export interface ComplexFunction extends Measured {
  readonly path: string;
  readonly firstLine: number;
  readonly firstColumn: number;
  /** Where its first line ends: all of a long function says less than its head. */
  readonly endColumn: number;
  /** What it was before; absent: it is new. */
  readonly was?: Pick<Measured, 'cognitive' | 'cyclomatic'>;
}

/** The trees of the texts of a change: of a text that cannot be parsed in time, none. */
export class Trees {
  readonly gaps: Gap[] = [];
  private readonly parsers: Parsers;
  private readonly deadline: number;
  private readonly known = new Map<string, SyntaxTree | undefined>();

  constructor(parsers: Parsers, deadline: number) {
    this.parsers = parsers;
    this.deadline = deadline;
  }

  /** Undefined where there is nothing to parse, or where that failed: then `gaps` says so, unless `silently`. */
  parse(path: string, text: string, silently = false): SyntaxTree | undefined {
    const syntax: SyntaxLanguage | undefined = languageOf(path)?.syntax;
    if (syntax === undefined || isGenerated(path, text)) return undefined;
    const key = `${path}\0${text}`;
    if (this.known.has(key)) return this.known.get(key);
    const tree = this.parsed(syntax, path, text, silently);
    if (this.known.size < mostKept) this.known.set(key, tree);
    return tree;
  }

  private parsed(syntax: SyntaxLanguage, path: string, text: string, silently: boolean): SyntaxTree | undefined {
    try {
      const now = performance.now();
      if (now > this.deadline) throw new SyntaxFailure('timed-out', 'no time is left for it');
      return this.parsers.parse(syntax, text, { deadline: Math.min(this.deadline, now + mostMs) });
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      if (!silently)
        this.gaps.push({ path, rule: 'quality/complex-function', reason: reasonOf(error), detail: error.message });
      return undefined;
    }
  }
}

const mostMs = 5000;
/** Several parts of the gate ask for the trees of one change. */
const mostKept = 500;

function reasonOf({ code }: SyntaxFailure): Gap['reason'] {
  if (code === 'timed-out') return 'rule-timed-out';
  return code === 'missing-data' ? 'missing-data' : code === 'parser-failed' ? 'parse-failed' : 'too-large';
}

/**
 * The functions that a change makes too hard to follow: new ones beyond a limit, and old ones that it makes worse beyond it. One that was moved,
 * renamed or split off is compared with what it was; it is new only where nothing like it was before.
 */
export function complexFunctions(change: Change, trees: Trees, limits: ComplexityLimits): ComplexFunction[] {
  let before: Before | undefined;
  return change.files.flatMap((file) => {
    if (file.added.length === 0) return [];
    const tree = trees.parse(file.path, file.text);
    if (tree === undefined) return [];
    const lines = new LineStarts(file.text);
    const beyond = measureFunctions(tree).filter(
      (one) =>
        isBeyond(one, limits) &&
        touches(file.added, lines.lineOf(one.start), lines.lineOf(Math.max(one.start, one.end - 1))),
    );
    return beyond.flatMap((one): ComplexFunction[] => {
      before ??= new Before(change, trees);
      const was = before.of(file, one);
      if (was !== undefined && !isWorse(one, was, limits)) return [];
      const firstLine = lines.lineOf(one.start);
      return [
        {
          ...one,
          path: file.path,
          firstLine,
          firstColumn: lines.columnOf(one.start),
          endColumn: lines.endOf(firstLine),
          ...(was !== undefined && { was: { cognitive: was.cognitive, cyclomatic: was.cyclomatic } }),
        },
      ];
    });
  });
}

function isBeyond({ cognitive, cyclomatic }: Measured, limits: ComplexityLimits): boolean {
  return cognitive > (limits.cognitive ?? Infinity) || cyclomatic > (limits.cyclomatic ?? Infinity);
}

function isWorse(one: Measured, was: Measured, limits: ComplexityLimits): boolean {
  return (
    (one.cognitive > (limits.cognitive ?? Infinity) && one.cognitive > was.cognitive) ||
    (one.cyclomatic > (limits.cyclomatic ?? Infinity) && one.cyclomatic > was.cyclomatic)
  );
}

interface Earlier extends Measured {
  readonly path: string;
  /** Its lines without blanks. */
  readonly lines: ReadonlySet<string>;
}

/** The functions of all texts that the change touches, as they were. Each stands for one function now: of two copies, one is new. */
class Before {
  private readonly all: Earlier[];
  private readonly taken = new Set<Earlier>();

  constructor(change: Change, trees: Trees) {
    const texts = [
      ...change.files.flatMap(({ path, before }) => (before === undefined ? [] : [{ path, text: before }])),
      ...change.gone,
    ];
    this.all = texts.flatMap(({ path, text }) => {
      const tree = trees.parse(path, text, true);
      if (tree === undefined) return [];
      return measureFunctions(tree).map((one) => ({ ...one, path, lines: linesIn(text.slice(one.start, one.end)) }));
    });
  }

  /** By its name in its file, then by its name elsewhere where the body is alike, then by its body. */
  of(file: ChangedFile, one: Measured): Measured | undefined {
    const lines = linesIn(file.text.slice(one.start, one.end));
    const free = this.all.filter((earlier) => !this.taken.has(earlier));
    const named = one.name === '' ? [] : free.filter(({ path, symbol }) => path === file.path && symbol === one.symbol);
    const found =
      most(named, lines, 0) ??
      most(
        free.filter(({ name }) => name === one.name),
        lines,
        0.4,
      ) ??
      most(free, lines, 0.6);
    if (found !== undefined) this.taken.add(found);
    return found;
  }
}

/** The one whose lines are most alike, if enough of them are. */
function most(candidates: readonly Earlier[], lines: ReadonlySet<string>, least: number): Earlier | undefined {
  let best: { readonly earlier: Earlier; readonly share: number } | undefined;
  for (const earlier of candidates) {
    let same = 0;
    for (const line of lines) if (earlier.lines.has(line)) same += 1;
    const share = lines.size === 0 ? 0 : same / lines.size;
    if (share >= least && share > (best?.share ?? -1)) best = { earlier, share };
  }
  return best?.earlier;
}

function linesIn(text: string): Set<string> {
  return new Set(
    text
      .split('\n')
      .map((line) => line.replaceAll(/\s/g, ''))
      .filter((line) => line.length > 2),
  );
}

export function complexityClaim(one: ComplexFunction, text: string, limits: ComplexityLimits): Claim {
  const parts = [
    ...(one.cognitive > (limits.cognitive ?? Infinity)
      ? [
          `a cognitive complexity of ${one.cognitive} (limit ${limits.cognitive}${one.was === undefined ? '' : `, ${one.was.cognitive} before`})`,
        ]
      : []),
    ...(one.cyclomatic > (limits.cyclomatic ?? Infinity)
      ? [
          `${one.cyclomatic} independent paths (limit ${limits.cyclomatic}${one.was === undefined ? '' : `, ${one.was.cyclomatic} before`})`,
        ]
      : []),
  ];
  const name = one.name === '' ? 'A function without a name' : `${one.name}()`;
  return {
    rule: 'quality/complex-function' as Claim['rule'],
    severity: 'medium',
    confidence: 'certain',
    locus: {
      kind: 'symbol',
      symbol: one.symbol.slice(0, 1000),
      snippet: digestJson(headOf(text.slice(one.start, one.end))),
    },
    location: {
      path: one.path,
      startLine: one.firstLine,
      startColumn: one.firstColumn,
      endLine: one.firstLine,
      endColumn: Math.max(one.endColumn, one.firstColumn),
    },
    message: `${name} has ${parts.join(' and ')}.`.slice(0, 1000),
    attributes: {
      cognitive: one.cognitive,
      cyclomatic: one.cyclomatic,
      isNew: one.was === undefined,
      ...(one.was !== undefined && { cognitiveBefore: one.was.cognitive, cyclomaticBefore: one.was.cyclomatic }),
    },
  };
}

/** What it takes, without blanks: it stays when the body changes. */
function headOf(text: string): string {
  const end = /[{:]|=>|\n/.exec(text)?.index ?? 200;
  return text.slice(0, Math.min(end, 200)).replaceAll(/\s/g, '');
}
