import type { LicenceExpression, SingleLicence } from './expression.ts';
import { canonicalId, familyOf, isOsiApproved } from './families.ts';

/** What a project may be made of: ids of SPDX, with an exception where it matters, or families. What is denied is denied though it is allowed too. */
export interface LicencePolicy {
  /** Absent: all that is not denied. */
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
}

export interface LicenceJudgement {
  /** `unknown`: neither list can tell, because nobody knows what the licence asks. */
  readonly verdict: 'allowed' | 'denied' | 'unknown';
  /** The licences that decide it. */
  readonly because: readonly string[];
}

/** Who may choose takes what is allowed; who must hold all is held by the worst. */
export function judgeLicence(expression: LicenceExpression, policy: LicencePolicy): LicenceJudgement {
  if (expression.kind === 'licence') return { verdict: verdictOf(expression, policy), because: [nameOf(expression)] };
  const parts = expression.parts.map((part) => judgeLicence(part, policy));
  const order =
    expression.kind === 'or'
      ? (['allowed', 'unknown', 'denied'] as const)
      : (['denied', 'unknown', 'allowed'] as const);
  const verdict = order.find((one) => parts.some((part) => part.verdict === one)) ?? 'unknown';
  return { verdict, because: parts.filter((part) => part.verdict === verdict).flatMap(({ because }) => because) };
}

function nameOf({ id, exception, orLater }: SingleLicence): string {
  return `${id}${orLater === true ? '+' : ''}${exception === undefined ? '' : ` WITH ${exception}`}`;
}

function verdictOf(licence: SingleLicence, { allow, deny = [] }: LicencePolicy): LicenceJudgement['verdict'] {
  // An exception that is allowed by name is so although the licence alone is denied.
  if (licence.exception !== undefined && allow?.some((word) => isExactly(word, licence)) === true) return 'allowed';
  if (deny.some((word) => isMeant(word, licence))) return 'denied';
  if (allow?.some((word) => isMeant(word, licence)) === true) return 'allowed';
  const isNamed = familyOf(licence.id) !== undefined;
  if (allow !== undefined) return isNamed || !namesFamilies(allow) ? 'denied' : 'unknown';
  return isNamed || !namesFamilies(deny) ? 'allowed' : 'unknown';
}

function isExactly(word: string, { id, exception }: SingleLicence): boolean {
  return word.toLowerCase().replace(/\s+/g, ' ') === `${id} with ${exception ?? ''}`.toLowerCase();
}

function isMeant(word: string, licence: SingleLicence): boolean {
  if (/\swith\s/i.test(word)) return isExactly(word, licence);
  const family = familyOf(licence.id);
  if (word === 'osi-approved') return isOsiApproved(licence.id);
  if (word === 'copyleft') return family?.endsWith('copyleft') === true;
  return word === family || canonicalId(word).id.toLowerCase() === licence.id.toLowerCase();
}

/** Ids alone can be compared with whatever somebody writes; a family needs to be known. */
function namesFamilies(words: readonly string[]): boolean {
  return words.some((word) => familyOf(canonicalId(word).id) === undefined && !word.startsWith('LicenseRef-'));
}
