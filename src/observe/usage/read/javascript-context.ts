import type { Tokens } from '../lex/tokens.ts';
import type { GatheredModule, UsageGatherer } from './reader.ts';

export interface ReadContext {
  readonly tokens: Tokens;
  readonly gathered: UsageGatherer;
  readonly bindings: Bindings;
  readonly declared: Set<number>;
  /** Made when it is first asked for. */
  froms?: Int32Array;
}

/** What a name stands for: a module as a whole, or one symbol of it. */
export interface Binding {
  readonly module: GatheredModule;
  readonly symbol?: string;
}

/** Names and what they stand for; one name may stand for several things in several scopes. */
export class Bindings {
  private readonly byName = new Map<string, Binding[]>();

  get size(): number {
    return this.byName.size;
  }

  add(name: string, binding: Binding): void {
    const known = this.byName.get(name);
    if (known === undefined) this.byName.set(name, [binding]);
    else if (known.length < 50) known.push(binding);
    else binding.module.escape(1);
  }

  of(name: string): readonly Binding[] | undefined {
    return this.byName.get(name);
  }
}

/** `name`, `@scope/name`, each with a path behind it; no file, no URL, no module of Node by its prefix. */
export function isPackageSpecifier(text: string): boolean {
  return /^(@[\w.~-]+\/)?[A-Za-z0-9~][\w.~-]*(\/[\w.~/+@-]*)?$/.test(text) && !text.startsWith('node:');
}
