import type { Finding, Scope } from '#ground/model';

/** A finding as prior evidence, or a baseline file, last showed it. A `Finding` is one. */
export type PriorFinding = Pick<Finding, 'id' | 'rule' | 'fingerprint' | 'ordinal' | 'locus' | 'location'> & {
  readonly excerpt?: Finding['excerpt'];
  /** It was closed before: only the very same locus brings it back. */
  readonly closed?: boolean;
  /** The kind of source that showed it; absence in a working tree says nothing about history or an image. */
  readonly seenIn?: Scope['source'];
};

/**
 * How sure a pairing is, surest first:
 * - `same-fingerprint`: rule, locus and ordinal are equal, in the same file;
 * - `same-locus`: rule, locus and file are equal, the ordinal is not: an equal one came or went before it;
 * - `same-locus-moved`: rule and locus are equal, in another file;
 * - `file-moved`: the locus names its file, and is equal but for that;
 * - `same-text`: same rule and file, and the redacted text is equal: what is around it has another name now;
 * - `same-symbol`: same rule and file, and either the symbol or the snippet is equal: it was edited or renamed;
 * - `new`: nothing earlier fits.
 */
export type Tier =
  | 'same-fingerprint'
  | 'same-locus'
  | 'same-locus-moved'
  | 'file-moved'
  | 'same-text'
  | 'same-symbol'
  | 'new';
