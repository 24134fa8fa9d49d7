import type { NodeFacts } from './model-facts.ts';
import type { Value } from '../values/value.ts';

/**
 * A set of places in the models' paths at which a value may be: kept once for each set, so that stepping on is one look-up.
 * The empty one is `noApi`.
 */
export class ApiSet {
  readonly nodes: readonly number[];
  /** What models say of these places; undefined for nothing. */
  readonly facts: NodeFacts | undefined;
  readonly steps = new Map<string, ApiSet>();
  readonly members = new Map<string, ApiSet>();
  readonly #joins = new Map<ApiSet, ApiSet>();
  readonly #unite: ((nodes: readonly number[]) => ApiSet) | undefined;
  /** A value that is there and otherwise unknown; made on first use. */
  value: Value | undefined;
  /** Which of its places are roots of types; made on first use. */
  types: readonly number[] | undefined;

  constructor(nodes: readonly number[], facts: NodeFacts | undefined, unite?: (nodes: readonly number[]) => ApiSet) {
    this.nodes = nodes;
    this.facts = facts;
    this.#unite = unite;
  }

  join(other: ApiSet): ApiSet {
    if (this === other || other.nodes.length === 0) return this;
    if (this.nodes.length === 0) return other;
    let joined = this.#joins.get(other);
    if (joined === undefined) {
      joined = this.nodes.every((node) => other.nodes.includes(node))
        ? other
        : other.nodes.every((node) => this.nodes.includes(node))
          ? this
          : this.#unite!([...this.nodes, ...other.nodes]);
      this.#joins.set(other, joined);
    }
    return joined;
  }
}

export const noApi = new ApiSet([], undefined);
