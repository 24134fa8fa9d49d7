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
  // Of what is in no commit, no commit is allowed.
  if (allowlist.all) return allowlist.commits.length === 0 && holds(allowlist, found, path, expressions);
  return byExpression(allowlist, found, expressions) || byWord(allowlist, found);
}

/** Whether the allowlist allows the match in its commits, where that takes more than the commit. */
export function allowsInCommits(
  allowlist: Allowlist,
  found: Allowable,
  path: Uint8Array,
  expressions: Expressions,
): boolean {
  return allowlist.all && allowlist.commits.length > 0 && holds(allowlist, found, path, expressions);
}

/** Every check but that of the commit. */
function holds(allowlist: Allowlist, found: Allowable, path: Uint8Array, expressions: Expressions): boolean {
  return (
    (allowlist.paths === undefined || expressions.matches(allowlist.paths, path)) &&
    (allowlist.regexes === undefined || byExpression(allowlist, found, expressions)) &&
    (allowlist.stopwords.length === 0 || byWord(allowlist, found))
  );
}

function byExpression({ regexes, target }: Allowlist, found: Allowable, expressions: Expressions): boolean {
  return regexes !== undefined && found[target].length > 0 && expressions.matches(regexes, found[target]);
}

function byWord({ stopwords }: Allowlist, found: Allowable): boolean {
  if (stopwords.length === 0) return false;
  const secret = Buffer.from(found.secret).toString('utf8').toLowerCase();
  return stopwords.some((word) => secret.includes(word));
}
