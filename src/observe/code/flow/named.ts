import type { Frame } from './frame.ts';
import type { NamedFact } from './models.ts';
import type { Value } from './value.ts';

type Told = Pick<NamedFact, 'source' | 'sink'>;

/** What a name tells (library.ts, `named`): the kind of source, or of sink, by the name in lower case without `_`, `-` and `$`. */
export class NameBook {
  readonly #facts: readonly NamedFact[];
  readonly #known = new Map<string, Told | undefined>();

  constructor(facts: readonly NamedFact[]) {
    this.#facts = facts;
  }

  look(name: string): Told | undefined {
    if (this.#facts.length === 0) return undefined;
    if (this.#known.has(name)) return this.#known.get(name);
    let told: Told | undefined;
    if (name.length < 80) {
      const plain = name.toLowerCase().replaceAll(/[_$-]/g, '');
      for (const { names, source, sink } of this.#facts) {
        if (!names.test(plain)) continue;
        const earlier: Told | undefined = told;
        told = { source: earlier?.source ?? source, sink: earlier?.sink ?? sink };
      }
    }
    if (this.#known.size < 200_000) this.#known.set(name, told);
    return told;
  }
}

/** What is read from a member whose name tells that it is a secret, or personal. */
export function namedSource(frame: Frame, name: string): Value | undefined {
  const told = frame.solver.names(frame.function.module.ir.language).look(name);
  return told?.source === undefined ? undefined : frame.source(told.source, name, 0);
}
