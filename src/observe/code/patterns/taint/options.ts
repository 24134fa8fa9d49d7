import { K, type Node } from '../tree/node.ts';

/** What a rule takes for harmless, and how it pairs what it finds. */
export interface TaintOptions {
  readonly safeFunctions: boolean;
  readonly safeBooleans: boolean;
  readonly safeNumbers: boolean;
  readonly safeIndexes: boolean;
  readonly unify: boolean;
}

export function optionsOf(options: Readonly<Record<string, unknown>>): TaintOptions {
  const said = (name: string): boolean => options[name] === true;
  return {
    safeFunctions: said('taint_assume_safe_functions'),
    safeBooleans: said('taint_assume_safe_booleans'),
    safeNumbers: said('taint_assume_safe_numbers'),
    safeIndexes: said('taint_assume_safe_indexes'),
    unify: said('taint_unify_mvars'),
  };
}

const answers = /^(is|has|equals|contains|startsWith|endsWith|includes|test|matches|exists)/;
const counts = /^(length|size|count|indexOf|parseInt|int|len|Number|hashCode)$/;
const comparisons = /^(!|not|===?|!==?|<=?|>=?|in|not in|is|is not|instanceof|=~|!~)$/;

/** By its name a call answers yes or no, or counts. */
export function isSafeCall(callee: Node, { safeBooleans, safeNumbers }: TaintOptions): boolean {
  const isMethod = callee.kind === K.member;
  const name = isMethod ? callee.kids[1]!.text : callee.text;
  return (safeBooleans && isMethod && answers.test(name)) || (safeNumbers && counts.test(name));
}

export function isSafeOperator(operator: string, { safeBooleans }: TaintOptions): boolean {
  return safeBooleans && comparisons.test(operator);
}
