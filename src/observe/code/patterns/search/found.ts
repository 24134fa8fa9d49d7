import type { CompiledFormula } from '../image.ts';
import type { Bindings, Effort } from '../match/frame.ts';
import { same } from '../match/same.ts';
import type { PatternLanguage } from '../tree/languages.ts';
import type { Node } from '../tree/node.ts';
import type { OpenRule } from './open-rule.ts';
import type { View } from './view.ts';

/** Where something was found: offsets in the view's text, and what metavariables stand for. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly bindings: Bindings;
  readonly node?: Node | undefined;
}

/** Reads a part of a text in a language; undefined when it cannot be read. */
export type Opener = (text: string, language: PatternLanguage, offset: number) => View | undefined;

/** One rule's formulas over one text. */
export interface Searching {
  readonly view: View;
  readonly rule: OpenRule;
  readonly effort: Effort;
  readonly opener: Opener;
  find(formula: CompiledFormula): readonly Found[];
  findWithin(formula: CompiledFormula, whole: Found): readonly Found[];
  /** The same rule over another text, or in a part of this one. */
  nested(view: View, scope?: Node): Searching;
}

/** What both bind; undefined when they disagree. */
export function unified(a: Bindings, b: Bindings): Bindings | undefined {
  let made: (Node | undefined)[] | undefined;
  for (let i = 0; i < b.length; i += 1) {
    const other = b[i];
    if (other === undefined) continue;
    const own = a[i];
    if (own === undefined) {
      made ??= [...a];
      made[i] = other;
    } else if (!same(own, other)) return undefined;
  }
  return made ?? a;
}
