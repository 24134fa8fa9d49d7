import type { Expressions } from './expressions.ts';
import type { Allowlist } from './settings.ts';

/** A match, as allowlists look at it; all as bytes. */
export interface Allowable {
  readonly secret: Uint8Array;
  readonly match: Uint8Array;
  readonly line: Uint8Array;
}

/** Whether the path alone allows the file: nothing in it is then looked for. */
export function allowsPath(allowlist: Allowlist, path: Uint8Array, expressions: Expressions): boolean {
  const isAllowed = allowlist.paths !== undefined && expressions.matches(allowlist.paths, path);
  if (!allowlist.all) return isAllowed;
  // What is to hold besides is known of a match alone; and of what is in no commit, no commit is allowed.
  return (
    isAllowed && allowlist.regexes === undefined && allowlist.stopwords.length === 0 && allowlist.commits.length === 0
  );
}

export function allowsMatch(
  allowlist: Allowlist,
  found: Allowable,
  path: Uint8Array,
  expressions: Expressions,
): boolean {
  const target = found[allowlist.target];
  const byExpression = (): boolean =>
    allowlist.regexes !== undefined && target.length > 0 && expressions.matches(allowlist.regexes, target);
  const byWord = (): boolean => {
    if (allowlist.stopwords.length === 0) return false;
    const secret = Buffer.from(found.secret).toString('utf8').toLowerCase();
    return allowlist.stopwords.some((word) => secret.includes(word));
  };
  if (!allowlist.all) return byExpression() || byWord();
  return (
    allowlist.commits.length === 0 &&
    (allowlist.paths === undefined || expressions.matches(allowlist.paths, path)) &&
    (allowlist.regexes === undefined || byExpression()) &&
    (allowlist.stopwords.length === 0 || byWord())
  );
}
