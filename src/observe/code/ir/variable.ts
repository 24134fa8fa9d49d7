export interface VariableUse {
  /** A function inside this one reads or writes it. */
  readonly captured: boolean;
  /** It is assigned more than once, counting its declaration with a value (a parameter: counting the call). */
  readonly reassigned: boolean;
  /** A function inside this one assigns it. */
  readonly assignedInside: boolean;
  /** Where the last assignment in its own function ends: functions that begin behind it see what is assigned by then. */
  readonly lastAssigned: number;
}

/** The function whose variable it is. */
export interface VariableOwner {
  readonly id: number;
  resolve(value: number): number;
  /** What the variable in a slot is at this point; -1 for nothing yet. */
  valueNow(slot: number): number;
  /** The constant that a value is; undefined for others. */
  constantAt(value: number): { readonly text: string; readonly kind: number } | undefined;
}

/** A variable of one function, which functions inside it may use too. */
export class Variable {
  readonly owner: VariableOwner;
  readonly slot: number;
  /** -1 unless it is captured and assigned more than once. */
  readonly cell: number;
  readonly use: VariableUse;
  #last = -1;

  constructor(owner: VariableOwner, slot: number, cell: number, use: VariableUse) {
    this.owner = owner;
    this.slot = slot;
    this.cell = cell;
    this.use = use;
  }

  assigned(value: number): void {
    this.#last = value;
  }

  /** The value that was assigned last; -1 for none. */
  lastValue(): number {
    return this.#last < 0 ? -1 : this.owner.resolve(this.#last);
  }
}

/** An argument or item that is spread (`...v`, `*v`), as `array` and `call` take it. */
export const spread = (value: number): number => -1 - value;

/** A function with where it stands. */
interface Placed {
  readonly id: number;
  readonly head: { readonly owner: Placed | undefined; readonly start: number; readonly hoisted?: boolean };
}

/** Whether the function, or the one around it that stands in `owner`, may run before the place. */
export function beginsBefore(builder: Placed, owner: VariableOwner, place: number): boolean {
  let inner: Placed = builder;
  for (;;) {
    if (inner.head.hoisted === true) return true;
    const around = inner.head.owner;
    if (around === undefined || around.id === owner.id) return inner.head.start < place;
    inner = around;
  }
}
