import type { NotLookedAt } from '#ground/model';
import { JsonFailure } from '#ground/formats';
import { type Grammar, type Parsers, SyntaxFailure, type SyntaxTree } from '#ground/syntax';
import { ModuleBuilder } from '../ir/builder.ts';
import type { FunctionBuilder } from '../ir/function-builder.ts';
import type { ModuleIr } from '../ir/ir.ts';
import { definitionExpressions } from './definitions.ts';
import { expressions, otherExpression } from './expressions.ts';
import { declare, type ExpressionTable, type Lowering, type StatementTable } from './lowering.ts';
import { type Notebook, placedIn, readNotebook } from './notebook.ts';
import { type Names, namesOf } from './names.ts';
import type { Scope } from './scope.ts';
import { Scopes } from './scopes.ts';
import { statements } from './statements.ts';
import { stringExpressions } from './strings.ts';

export interface LoweredPython {
  /** Undefined when nothing of the file was understood. */
  readonly ir?: ModuleIr;
  readonly notLookedAt: readonly NotLookedAt[];
}

/**
 * A Python file (3.8 to 3.14, with the statements of Python 2), or a Jupyter notebook, in the one form. What does not follow the grammar is left out and told, as is
 * what is nested too deep. `deadline`: as performance.now() has it, milliseconds.
 */
export function lowerPython(
  file: { readonly path: string; readonly text: string },
  parsers: Parsers,
  deadline: number,
): LoweredPython {
  const { path, text } = file;
  try {
    const notebook = path.endsWith('.ipynb') ? readNotebook(text, deadline) : undefined;
    if (notebook === undefined && path.endsWith('.ipynb')) return { notLookedAt: [] };
    const tree = parsers.parse('python', notebook?.code ?? text, { deadline });
    const lowering = new PythonLowering(tree, deadline);
    const lowered = lowering.lower();
    const ir = notebook === undefined ? lowered : placedIn(notebook, lowered);
    return { ir, notLookedAt: gapsOf(path, ir, tree, lowering.tooDeep, notebook) };
  } catch (error) {
    if (!(error instanceof SyntaxFailure || error instanceof JsonFailure)) throw error;
    const reason = reasons[error.code];
    return { notLookedAt: [{ path, reason, detail: error.message.slice(0, 400), expected: false }] };
  }
}

const reasons = {
  'too-large': 'too-large',
  'too-many-nodes': 'too-large',
  'timed-out': 'timed-out',
  'missing-data': 'missing-data',
  'parser-failed': 'parse-failed',
  malformed: 'parse-failed',
  'too-deep': 'too-deep',
} as const satisfies Record<SyntaxFailure['code'] | JsonFailure['code'], NotLookedAt['reason']>;

/** Expressions in expressions, and blocks in blocks. Python itself gives up at 100 levels of blocks and 200 of brackets. */
const deepest = 250;
/** How often the clock is asked: each so many statements. */
const clockEvery = 64;

class PythonLowering implements Lowering {
  readonly tree: SyntaxTree;
  readonly names: Names;
  readonly scopes: Scopes;
  readonly module: ModuleBuilder;
  f: FunctionBuilder;
  scope: Scope;
  isManager = false;
  classNumber = -1;
  /** Where what is nested deeper was left out. */
  readonly tooDeep: number[] = [];
  private readonly handlers: Handlers;
  private readonly deadline: number;
  private depth = 0;
  private ticks = 0;

  constructor(tree: SyntaxTree, deadline: number) {
    this.tree = tree;
    this.names = namesOf(tree.grammar);
    this.handlers = handlersOf(tree.grammar);
    this.deadline = deadline;
    this.scopes = new Scopes(tree, this.names);
    this.module = new ModuleBuilder('python', tree.text);
    this.f = this.module.open({ name: '', owner: undefined, start: 0, end: tree.text.length });
    this.scope = this.scopes.module;
  }

  lower(): ModuleIr {
    const { tree, scope, f } = this;
    declare(this, scope);
    this.block(0);
    const end = tree.text.length;
    // What ends the top level early (`sys.exit()`) ends no import of its names.
    for (const { name, variable, assigned } of scope.bindings.values())
      if (variable !== undefined && assigned > 0) f.export(name, f.read(variable, end, end), end, end);
    return this.module.finish();
  }

  expression(node: number): number {
    if (this.depth === deepest) {
      this.tooDeep.push(node);
      return this.f.other([], this.tree.start[node]!, this.tree.end[node]!);
    }
    this.depth += 1;
    const handler = this.handlers.expressions[this.tree.kind[node]!];
    const value = handler === undefined ? otherExpression(this, node) : handler(this, node);
    this.depth -= 1;
    return value;
  }

  block(block: number): void {
    if (block === -1) return;
    if (this.depth === deepest) {
      this.tooDeep.push(block);
      return;
    }
    this.depth += 1;
    const { tree, handlers } = this;
    for (let node = tree.firstNamedChild(block); node !== -1; node = tree.nextNamedSibling(node)) {
      if (!this.f.control.reachable) break;
      if ((++this.ticks & (clockEvery - 1)) === 0 && performance.now() > this.deadline)
        throw new SyntaxFailure('timed-out', 'lowering took too long');
      handlers.statements[tree.kind[node]!]?.(this, node);
    }
    this.depth -= 1;
  }
}

/** By a kind's number. */
interface Handlers {
  readonly grammar: Grammar;
  readonly expressions: readonly (ExpressionTable[string] | undefined)[];
  readonly statements: readonly (StatementTable[string] | undefined)[];
}

let known: Handlers | undefined;

function handlersOf(grammar: Grammar): Handlers {
  if (known?.grammar === grammar) return known;
  const byName: ReadonlyMap<string, ExpressionTable[string]> = new Map(
    Object.entries({ ...expressions, ...stringExpressions, ...definitionExpressions }),
  );
  const statementsByName: ReadonlyMap<string, StatementTable[string]> = new Map(Object.entries(statements));
  const named = (kind: number): string => (grammar.named[kind] === 1 ? grammar.kinds[kind]! : '');
  known = {
    grammar,
    expressions: grammar.kinds.map((_, kind) => byName.get(named(kind))),
    statements: grammar.kinds.map((_, kind) => statementsByName.get(named(kind))),
  };
  return known;
}

const mostNamed = 20;

function gapsOf(
  path: string,
  ir: ModuleIr,
  tree: SyntaxTree,
  tooDeep: readonly number[],
  notebook: Notebook | undefined,
): NotLookedAt[] {
  const gaps: NotLookedAt[] = [];
  const gap = (reason: NotLookedAt['reason'], what: string, regions: readonly Region[]): void => {
    if (regions.length === 0) return;
    const placed =
      notebook === undefined
        ? regions
        : regions.map(({ start, end }) => ({ start: notebook.place(start), end: notebook.place(end) }));
    gaps.push({ path, reason, detail: `${what}: ${linesOf(ir, placed)}`, expected: false });
  };
  gap('parse-failed', 'not understood', tree.problems);
  gap(
    'too-deep',
    'nested too deep',
    tooDeep.map((node) => ({ start: tree.start[node]!, end: tree.start[node]! })),
  );
  return gaps;
}

interface Region {
  readonly start: number;
  readonly end: number;
}

/** `line 3, lines 7-9`. */
function linesOf({ lines }: ModuleIr, regions: readonly Region[]): string {
  const named = new Set<string>();
  for (const { start, end } of regions) {
    const first = lineOf(lines, start);
    const last = lineOf(lines, Math.max(start, end - 1));
    named.add(first === last ? `line ${first}` : `lines ${first}-${last}`);
    if (named.size > mostNamed) break;
  }
  const all = [...named];
  return all.length > mostNamed ? `${all.slice(0, mostNamed).join(', ')} and more` : all.join(', ');
}

function lineOf(lines: readonly number[], offset: number): number {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
