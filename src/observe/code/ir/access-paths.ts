import { SlotKind, type SsaState } from './ssa.ts';

const nameSpan = 4_194_304;

/** What is remembered of loads, by base and name: a slot for each path. Names are numbers of texts. */
export class AccessPaths {
  readonly #ssa: SsaState;
  readonly #members = new Map<number, number>();
  readonly #elements = new Map<number, number>();
  readonly #baseIds = new Map<number, number>();
  readonly #nameIds = new Map<number, number>();
  #freshBase = nameSpan;
  #freshName = nameSpan - 1;

  constructor(ssa: SsaState) {
    this.#ssa = ssa;
  }

  /** `item`: Python's `o['name']`. */
  member(base: number, name: number, item: boolean): number {
    const key = name * 2 + (item ? 1 : 0);
    return this.#slot(this.#members, this.#baseId(base) * nameSpan + (this.#nameIds.get(key) ?? key));
  }

  element(base: number, key: number): number {
    return this.#slot(this.#elements, this.#baseId(base) * nameSpan + this.#ssa.rootOf(key));
  }

  /** Something is stored under the name: what other bases have under it may have changed too, and is looked up under a new number from here on. */
  stored(base: number, name: number, item: boolean): number {
    const slot = this.member(base, name, item);
    const id = this.#freshName--;
    this.#nameIds.set(name * 2 + (item ? 1 : 0), id);
    this.#members.set(this.#baseId(base) * nameSpan + id, slot);
    return slot;
  }

  /** Something is stored in it under a name that is not known. */
  storedSomewhere(base: number): void {
    this.#baseIds.set(this.#ssa.rootOf(base), this.#freshBase++);
  }

  #baseId(base: number): number {
    const root = this.#ssa.rootOf(base);
    return this.#baseIds.get(root) ?? root;
  }

  #slot(paths: Map<number, number>, path: number): number {
    let slot = paths.get(path);
    if (slot === undefined) {
      slot = this.#ssa.slot(SlotKind.memo);
      paths.set(path, slot);
    }
    return slot;
  }
}
