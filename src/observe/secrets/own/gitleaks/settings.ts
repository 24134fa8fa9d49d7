import type { Regexp } from '../../re2/node.ts';

/** A team's gitleaks configuration, compiled; JSON. */
export type GitleaksSettings = {
  /** Number of the first rule in the project's image; the others follow. */
  readonly first: number;
  readonly rules: readonly GitleaksRule[];
  /** For all rules. */
  readonly allowlists: readonly Allowlist[];
  /** For rules of ours that find what gitleaks's own do, by their ids. */
  readonly ofBuiltin: Readonly<Record<string, readonly Allowlist[]>>;
};

export type GitleaksRule = {
  /** As the team wrote it. */
  readonly id: string;
  /** What tells where to look: places in the text (`near`), the text as a whole (`text`), nothing (`always`). */
  readonly lookFor: 'near' | 'text' | 'always';
  /** With `near`: a match begins at most so many bytes before what the kernel found. */
  readonly before: number;
  /** No match is longer, in bytes; absent: one may be. */
  readonly longest?: number;
  /** Absent: the path alone is looked at. */
  readonly regexp?: Regexp;
  readonly path?: Regexp;
  /** 0: the first group that took something. */
  readonly secretGroup: number;
  /** Less or equal is no secret; 0: any is. */
  readonly entropy: number;
  /** In lower case. One of them must be in the text, unless there are none. */
  readonly keywords: readonly string[];
  readonly tags: readonly string[];
  readonly allowlists: readonly Allowlist[];
  /** Each must be found, so close. */
  readonly required: readonly Required[];
  /** Only for others that require it. */
  readonly skipReport: boolean;
};

export type Required = {
  /** Number in the list of rules. */
  readonly rule: number;
  readonly withinLines?: number;
  readonly withinColumns?: number;
};

export type Allowlist = {
  /** All of its checks must hold; otherwise one suffices. */
  readonly all: boolean;
  /** In lower case. */
  readonly commits: readonly string[];
  readonly paths?: Regexp;
  readonly target: 'secret' | 'match' | 'line';
  readonly regexes?: Regexp;
  /** In lower case. */
  readonly stopwords: readonly string[];
};
