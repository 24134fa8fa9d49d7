import { type Budget, Machine } from '../../re2/machine.ts';
import type { Regexp } from '../../re2/node.ts';
import { compileRe2 } from '../../re2/program.ts';

/** Machines for expressions, made when they are first needed. */
export class Expressions {
  /** Of one file, for all that asks whether something matches. */
  budget: Budget = { steps: 0 };
  private readonly finders = new Map<Regexp, Machine>();
  private readonly groupers = new Map<Regexp, Machine>();

  finder(regexp: Regexp): Machine {
    return made(this.finders, regexp, false);
  }

  /** One that tells what groups took. */
  grouper(regexp: Regexp): Machine {
    return made(this.groupers, regexp, true);
  }

  /** False also when the budget is used up: what an allowlist could not say is not allowed. */
  matches(regexp: Regexp, text: Uint8Array): boolean {
    return this.finder(regexp).find(text, 0, text.length, this.budget, true) !== undefined;
  }
}

function made(known: Map<Regexp, Machine>, regexp: Regexp, withGroups: boolean): Machine {
  const machine = known.get(regexp) ?? new Machine(compileRe2(regexp, withGroups));
  known.set(regexp, machine);
  return machine;
}
