/** What a vulnerability means to products, as its people say it: the common form of OpenVEX, CycloneDX’s analysis and CSAF’s VEX profile. */
export interface VexDocument {
  /** An IRI. */
  readonly id: string;
  readonly author: string;
  /** When it was issued: ISO 8601, UTC. */
  readonly timestamp: string;
  readonly version: number;
  readonly statements: readonly VexStatement[];
}

export interface VexStatement {
  /** `CVE-2024-1234`, `GHSA-…`, or another name that an advisory goes by. */
  readonly vulnerability: string;
  readonly aliases: readonly string[];
  readonly products: readonly VexProduct[];
  readonly status: VexStatus;
  /** Why it is not affected. */
  readonly justification?: VexJustification;
  /** Why it is not affected, in words. */
  readonly impact?: string;
  /** What to do about it, where it is affected. */
  readonly action?: string;
  /** Since when it is so; the document’s own time where it does not say. */
  readonly timestamp?: string;
}

export interface VexProduct {
  /** Without a version: all versions. */
  readonly purl: string;
  /** The product that it is a part of: the statement is about it in there alone. */
  readonly within?: string;
}

export type VexStatus = (typeof vexStatuses)[number];
export const vexStatuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;

/** CISA’s status justifications, which OpenVEX and CSAF share. */
export type VexJustification = (typeof vexJustifications)[number];
export const vexJustifications = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

export function isVexStatus(text: string | undefined): text is VexStatus {
  return vexStatuses.some((status) => status === text);
}

export function isVexJustification(text: string | undefined): text is VexJustification {
  return vexJustifications.some((justification) => justification === text);
}

/** Said where a format asks for words and nobody gave any. */
export const noReason = 'No justification is stated.';
export const noAction = 'No action is stated.';
