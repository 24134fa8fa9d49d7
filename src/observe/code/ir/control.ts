import type { Snapshot, SsaState } from './ssa.ts';
import { type CodeView, Tests } from './tests.ts';

/**
 * Control flow of one function while it is being lowered. What opens something is followed by what closes it:
 *
 *     fork(test) … otherwise() … join()             both sides; `otherwise` may be left out
 *     openLoop(label) … leaveUnless(test) … nextRound() … closeLoop()    `leave()` where nothing is tested (for … of)
 *     openBlock(label) … closeBlock()               what `break` leaves: labelled statements
 *     openSwitch() { nextCase() test enterCase(test) … } closeSwitch()    `enterCase(undefined)` for the default
 *     openTry() … openHandler() … closeTry()        where there is a handler; `Caught` is made of what openHandler gives
 *     openFinally() … closeFinally()                behind closeTry, or behind the block where there is no handler
 *
 * Below a fork everything that the test is about carries a `Guard` (see `mentioned`).
 */
export class Control {
  readonly #ssa: SsaState;
  readonly #code: CodeView;
  readonly #tests: Tests;
  readonly #forks: { mark: number; test: number; came: boolean; taken: Snapshot | undefined; isSecond: boolean }[] = [];
  readonly #targets: Target[] = [];
  readonly #tries: Try[] = [];
  readonly #finals: boolean[] = [];

  constructor(ssa: SsaState, builder: CodeView) {
    this.#ssa = ssa;
    this.#code = builder;
    this.#tests = new Tests(ssa, builder);
  }

  /** False behind `return`, `throw`, `break` and the like, until the next join: what stands there never runs. */
  get reachable(): boolean {
    return this.#ssa.reachable;
  }

  unreachable(): void {
    this.#ssa.reachable = false;
  }

  fork(test: number): void {
    this.#forks.push({ mark: this.#ssa.mark, test, came: this.reachable, taken: undefined, isSecond: false });
    this.#tests.assume(test, 1);
  }

  otherwise(): void {
    const fork = this.#forks.at(-1);
    fork.isSecond = true;
    fork.taken = this.reachable ? this.#ssa.capture(fork.mark) : undefined;
    this.#ssa.undo(fork.mark);
    this.#ssa.reachable = fork.came;
    this.#tests.assume(fork.test, 0);
  }

  join(): void {
    if (!this.#forks.at(-1).isSecond) this.otherwise();
    const { mark, taken, came } = this.#forks.pop()!;
    // The first side never gets here: the state stays as the second left it.
    if (taken === undefined && this.reachable) return;
    const ends = taken === undefined ? [] : [taken];
    if (this.reachable) ends.push(this.#ssa.capture(mark));
    this.#ssa.undo(mark);
    this.#ssa.merge(ends);
    if (!came) this.unreachable();
  }

  openLoop(labels: readonly string[] = []): void {
    const target: Target = {
      kind: 'loop',
      labels,
      mark: this.#ssa.mark,
      depth: this.#ssa.loopDepth,
      exits: [],
      rounds: [],
    };
    this.#targets.push(target);
    this.#ssa.openLoop(this.#code.size);
  }

  leaveUnless(test: number): void {
    const { mark, exits } = this.#targets.at(-1);
    const here = this.#ssa.mark;
    const came = this.reachable;
    this.#tests.assume(test, 0);
    if (this.reachable) exits.push(this.#ssa.capture(mark));
    this.#ssa.undo(here);
    this.#ssa.reachable = came;
    this.#tests.assume(test, 1);
  }

  leave(): void {
    const { mark, exits } = this.#targets.at(-1);
    if (this.reachable) exits.push(this.#ssa.capture(mark));
  }

  /** Where `continue` goes. */
  nextRound(): void {
    const { mark, rounds } = this.#targets.at(-1);
    if (rounds.length === 0) return;
    const ends = this.reachable ? [this.#ssa.capture(mark), ...rounds] : [...rounds];
    rounds.length = 0;
    this.#ssa.undo(mark);
    this.#ssa.merge(ends);
  }

  closeLoop(): void {
    this.nextRound();
    const { exits } = this.#targets.pop()!;
    this.#ssa.closeLoop(exits);
  }

  openBlock(labels: readonly string[]): void {
    this.#targets.push({
      kind: 'block',
      labels,
      mark: this.#ssa.mark,
      depth: this.#ssa.loopDepth,
      exits: [],
      rounds: [],
    });
  }

  closeBlock(): void {
    const { mark, exits } = this.#targets.pop()!;
    if (exits.length === 0) return;
    const ends = this.reachable ? [...exits, this.#ssa.capture(mark)] : exits;
    this.#ssa.undo(mark);
    this.#ssa.merge(ends);
  }

  break(label?: string): void {
    const target = this.#target(label, false);
    if (target !== undefined && this.reachable) this.#exitTo(target, target.exits);
    this.unreachable();
  }

  continue(label?: string): void {
    const target = this.#target(label, true);
    if (target !== undefined && this.reachable) this.#exitTo(target, target.rounds);
    this.unreachable();
  }

  openSwitch(labels: readonly string[] = []): void {
    const target: Target = {
      kind: 'switch',
      labels,
      mark: this.#ssa.mark,
      depth: this.#ssa.loopDepth,
      exits: [],
      rounds: [],
    };
    target.unmatched = this.reachable ? this.#ssa.capture(target.mark) : undefined;
    this.unreachable();
    this.#targets.push(target);
  }

  /** From here on the state is that in which no case matched so far: the next case's test may be lowered. */
  nextCase(): void {
    const target = this.#targets.at(-1);
    target.fallen = this.reachable ? this.#ssa.capture(target.mark) : undefined;
    this.#ssa.undo(target.mark);
    this.#ssa.reachable = target.unmatched !== undefined;
    if (target.unmatched !== undefined) this.#ssa.apply(target.unmatched);
  }

  /** Into the body of a case whose test was just lowered, or of the default. */
  enterCase(test: number | undefined): void {
    const target = this.#targets.at(-1);
    const ends: Snapshot[] = [];
    if (test === undefined) {
      target.hasDefault = true;
      if (this.reachable) ends.push(this.#ssa.capture(target.mark));
    } else {
      const here = this.#ssa.mark;
      const came = this.reachable;
      this.#tests.assume(test, 1);
      if (this.reachable) ends.push(this.#ssa.capture(target.mark));
      this.#ssa.undo(here);
      this.#ssa.reachable = came;
      this.#tests.assume(test, 0);
      target.unmatched = this.reachable ? this.#ssa.capture(target.mark) : undefined;
    }
    if (target.fallen !== undefined) ends.push(target.fallen);
    this.#ssa.undo(target.mark);
    this.#ssa.merge(ends);
  }

  closeSwitch(): void {
    const target = this.#targets.pop()!;
    const ends = [...target.exits];
    if (this.reachable) ends.push(this.#ssa.capture(target.mark));
    if (target.hasDefault !== true && target.unmatched !== undefined) ends.push(target.unmatched);
    this.#ssa.undo(target.mark);
    this.#ssa.merge(ends);
  }

  openTry(): void {
    this.#tries.push({
      mark: this.#ssa.mark,
      depth: this.#ssa.loopDepth,
      came: this.reachable,
      states: [],
      thrown: [],
      end: undefined,
    });
  }

  /** Gives what the block throws itself: the operands of a `Caught`. */
  openHandler(): readonly number[] {
    const one = this.#tries.at(-1);
    const end = this.#ssa.capture(one.mark);
    if (this.reachable) one.end = end;
    one.hasHandler = true;
    this.#ssa.undo(one.mark);
    // Anything in the block may throw: before it wrote anything, or after. What its tests told is not known.
    this.#ssa.merge([{ slots: [], values: [] }, end, ...one.states]);
    if (!one.came) this.unreachable();
    return one.thrown;
  }

  closeTry(): void {
    const one = this.#tries.pop()!;
    const ends = one.end === undefined ? [] : [one.end];
    if (this.reachable) ends.push(this.#ssa.capture(one.mark));
    this.#ssa.undo(one.mark);
    this.#ssa.merge(ends);
  }

  openFinally(): void {
    this.#finals.push(this.reachable);
    this.#ssa.reachable = true;
  }

  closeFinally(): void {
    if (!this.#finals.pop()!) this.unreachable();
  }

  /** From here on a call that would have thrown otherwise has come to its end: what it was given is known by that. */
  completed(call: number): void {
    this.#tests.completed(call);
  }

  /** The tests that a value has passed by here. */
  testsOf(value: number): { readonly test: number; readonly truth: number }[] {
    return this.#ssa.testsOf(value);
  }

  /** From here on each element of a list is known to have passed the tests. */
  eachPassed(list: number, tests: readonly { readonly test: number; readonly truth: number }[]): void {
    if (!this.reachable) return;
    for (const { test, truth } of tests)
      if (truth < 3) this.#ssa.know(this.#ssa.rootOf(list), test, truth === 2 ? 5 : truth + 3);
  }

  /** For `FunctionBuilder.throw`. */
  thrown(value: number): void {
    const one = this.#tries.findLast((each) => each.hasHandler !== true);
    if (one !== undefined && this.reachable) {
      one.thrown.push(value);
      if (one.states.length < mostStates) one.states.push(this.#ssa.captureOutOf(one.mark, one.depth));
    }
    this.unreachable();
  }

  #exitTo(target: Target, list: Snapshot[]): void {
    const inside = target.kind === 'loop' ? target.depth + 1 : target.depth;
    list.push(this.#ssa.captureOutOf(target.mark, inside));
  }

  #target(label: string | undefined, isContinue: boolean): Target | undefined {
    return this.#targets.findLast((target) => {
      if (isContinue && target.kind !== 'loop') return false;
      return label === undefined ? target.kind !== 'block' : target.labels.includes(label);
    });
  }
}

interface Target {
  readonly kind: 'loop' | 'block' | 'switch';
  readonly labels: readonly string[];
  readonly mark: number;
  /** How many loops were open around it. */
  readonly depth: number;
  readonly exits: Snapshot[];
  readonly rounds: Snapshot[];
  /** Of a switch: the state in which no case matched so far, and the end of the case before. */
  unmatched?: Snapshot | undefined;
  fallen?: Snapshot | undefined;
  hasDefault?: true;
}

interface Try {
  readonly mark: number;
  readonly depth: number;
  readonly came: boolean;
  /** Where something is thrown in it, and what. */
  readonly states: Snapshot[];
  readonly thrown: number[];
  end: Snapshot | undefined;
  hasHandler?: true;
}

const mostStates = 100;
