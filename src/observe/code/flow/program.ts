import type { NotLookedAt } from '#ground/model';
import type { ModuleIr } from '../ir/ir.ts';
import type { CompiledModel } from './compile/compiled.ts';
import { type CodeResult, Results, type FlowRule } from './findings/results.ts';
import { guessHandlers, looksLikeHandler } from './functions/guess.ts';
import { Models } from './models/models.ts';
import { ClassNode, FunctionNode, ModuleNode } from './values/nodes.ts';
import { prepare } from './functions/prepare.ts';
import { type Resolve, Solver } from './solver/solver.ts';
import { takeCut } from './values/value.ts';

/**
 * A whole project's dataflow. Modules are put in (again, when they change), and solving looks at what is new and at what depends on it.
 * `resolve` says what an import names: a path that was put in, or a package.
 */
export class Program {
  readonly #solver: Solver;
  readonly #results: Results;
  #functions = 0;
  #isSolved = false;
  readonly #handlers = new Set<FunctionNode>();

  constructor(models: readonly CompiledModel[], rules: readonly FlowRule[], resolve: Resolve) {
    const linked = {
      javascript: new Models(models.filter(({ language }) => language === 'javascript')),
      python: new Models(models.filter(({ language }) => language === 'python')),
    };
    this.#solver = new Solver(
      linked,
      resolve,
      rules.some(({ sources }) => sources.includes('error')),
    );
    this.#results = new Results(this.#solver, rules);
  }

  /** A file's code, new or in place of an earlier version; undefined: there is none any more. */
  put(path: string, ir: ModuleIr | undefined): void {
    const known = this.#solver.modules.get(path);
    if (ir === undefined) {
      if (known === undefined) return;
      for (const one of known.functions) this.#remove(one);
      this.#solver.modules.delete(path);
    } else if (known === undefined) this.#add(path, ir);
    else this.#replace(known, ir);
    // What did not lead to a file may do so now, and the other way around.
    if (((ir === undefined) !== (known === undefined) || known === undefined) && this.#isSolved)
      for (const module of this.#solver.modules.values()) module.requests.clear();
  }

  /** Solves until nothing changes, or until the deadline (performance.now() milliseconds). */
  solve(deadline: number): CodeResult {
    const solver = this.#solver;
    solver.isIncremental = this.#isSolved;
    // What was found is to be told too.
    solver.deadline = deadline - (deadline - performance.now()) / 4;
    solver.isLate = false;
    const gaps: NotLookedAt[] = [];
    let isLate = this.#drain();
    for (let round = 0; round < 3 && !isLate; round++) {
      if (!guessHandlers(solver, this.#handlers)) break;
      isLate = this.#drain();
    }
    if (isLate) gaps.push(gapOf('timed-out', `${solver.queue.length} functions were not looked at to the end`));
    if (solver.unsettled.size > 0)
      gaps.push(
        gapOf('rule-timed-out', `${solver.unsettled.size} functions depend on each other in too many ways`, true),
      );
    const cut = takeCut();
    if (cut > 0) gaps.push(gapOf('rule-timed-out', `${cut} values come of too many places to be told apart`, true));
    solver.unsettled.clear();
    this.#isSolved = true;
    const { undecided, unfollowed, untold, ...found } = this.#results.all(deadline);
    if (untold > 0 && !isLate) gaps.push(gapOf('timed-out', `of ${untold} files it was not told what was found`));
    if (unfollowed > 0) gaps.push(gapOf('rule-timed-out', `to ${unfollowed} places more ways lead than were followed`));
    if (undecided > 0)
      gaps.push(
        gapOf(
          'rule-timed-out',
          `of ${undecided} regular expressions it was not found out how long they may take`,
          true,
        ),
      );
    return { ...found, gaps };
  }

  #drain(): boolean {
    const solver = this.#solver;
    let at = 0;
    while (at < solver.queue.length) {
      const next = solver.queue[at++]!;
      // Others may have looked at it since it was queued, when they called it.
      if (next.isQueued) solver.visit(next, 0);
      if (solver.isLate) {
        solver.queue = solver.queue.slice(at);
        return true;
      }
      if (at > 4096) {
        solver.queue = solver.queue.slice(at);
        at = 0;
      }
    }
    solver.queue = [];
    return false;
  }

  #add(path: string, ir: ModuleIr): void {
    const module = new ModuleNode(path, ir, this.#solver);
    this.#solver.modules.set(path, module);
    if (ir.inline !== undefined) this.#solver.inline.set(ir.inline, module);
    module.functions = ir.functions.map(
      (one, index) => new FunctionNode(module, index, one, this.#functions++, this.#solver),
    );
    module.classes = ir.classes.map((one) => new ClassNode(module, one, this.#solver));
    this.#link(module);
  }

  /** Functions keep their identity by their symbol, and among equals by their order. */
  #replace(module: ModuleNode, ir: ModuleIr): void {
    const earlier = new Map<string, FunctionNode[]>();
    for (const one of module.functions) {
      const symbol = one.symbol;
      const list = earlier.get(symbol);
      if (list === undefined) earlier.set(symbol, [one]);
      else list.push(one);
      this.#solver.methods.remove(one);
    }
    const classes = new Map<string, ClassNode[]>();
    for (const one of module.classes) {
      const key = module.ir.texts[one.ir.symbol]!;
      classes.set(key, [...(classes.get(key) ?? []), one]);
    }
    if (module.ir.inline !== undefined) this.#solver.inline.delete(module.ir.inline);
    if (ir.inline !== undefined) this.#solver.inline.set(ir.inline, module);
    module.ir = ir;
    module.constants.clear();
    module.requests.clear();
    module.functions = ir.functions.map((one, index) => {
      const kept = earlier.get(ir.texts[one.symbol]!)?.shift();
      if (kept === undefined) return new FunctionNode(module, index, one, this.#functions++, this.#solver);
      kept.replace(index, one);
      kept.class = undefined;
      kept.memberKind = undefined;
      return kept;
    });
    module.classes = ir.classes.map((one) => {
      const kept = classes.get(ir.texts[one.symbol]!)?.shift();
      if (kept !== undefined) kept.ir = one;
      return kept ?? new ClassNode(module, one, this.#solver);
    });
    for (const list of earlier.values()) for (const one of list) this.#remove(one);
    this.#link(module);
  }

  #link(module: ModuleNode): void {
    for (const one of module.functions) one.owner = module.functions[one.ir.owner];
    for (const one of module.classes) one.link();
    prepare(module);
    for (const one of module.functions) {
      if (one.class !== undefined && one.memberKind === 'method') this.#solver.methods.add(one);
      this.#solver.push(one);
      if (looksLikeHandler(one, this.#solver)) this.#handlers.add(one);
    }
  }

  #remove(one: FunctionNode): void {
    one.isGone = true;
    this.#solver.methods.remove(one);
    this.#handlers.delete(one);
    for (const contribution of one.written) contribution.cell.drop(contribution, this.#solver.queue);
    one.written = [];
    one.hits = [];
    one.checks = [];
  }
}

function gapOf(reason: NotLookedAt['reason'], detail: string, expected = false): NotLookedAt {
  return { by: 'code', reason, detail, expected };
}
