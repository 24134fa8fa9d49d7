import type { Runes } from './runes.ts';

/** A parsed pattern. JSON, so that it travels to threads and into caches: `max` -1 is no limit. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'runes'; readonly runes: Runes }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly min: number; readonly max: number; readonly lazy: boolean }
  | { readonly kind: 'group'; readonly number: number; readonly name?: string; readonly item: Node }
  | { readonly kind: 'assert'; readonly what: Assertion };

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

export interface Regexp {
  readonly root: Node;
  /** Groups that capture. */
  readonly groups: number;
}

/** Why a pattern is refused: Go refuses it too (`syntax`, in Go's words), or it is larger or deeper than is run here. */
export class Re2Error extends Error {
  readonly code: 'syntax' | 'too-large' | 'too-deep';
  /** Offset in the pattern, in UTF-16 units from 0. */
  readonly at: number;

  constructor(code: Re2Error['code'], message: string, at: number) {
    super(message);
    this.name = 'Re2Error';
    this.code = code;
    this.at = at;
  }
}
