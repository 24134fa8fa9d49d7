/** Facts that have few values, so that all their combinations can be written down. */
const finiteFacts = ['confidence', 'new', 'severity', 'stage'] as const;
export type FiniteFact = (typeof finiteFacts)[number];

/** What a policy can read at all. More than it does is fine: it only costs questions; less would be wrong. */
export interface Reads {
  readonly attributes: 'all' | ReadonlySet<string>;
  /** When these finite facts alone can matter to its answer. */
  readonly finite?: readonly FiniteFact[];
}

const anyContext = /\bcontext\b/g;
const plainContext = /\bcontext\s*\.\s*(?:attributes\s*\.\s*)?([A-Za-z_]\w*)/g;
const anyEntity = /::/g;
const usualEntity = /\bAction\s*::\s*"tolerate"/g;

/**
 * Cedar has no computed access: a policy reads what it names. One that takes `context` or `context.attributes` whole, or
 * spells a name with quotes or escapes, is taken to read everything. So is what stands in comments and strings.
 */
export function readsOf(policy: string): Reads {
  const plain = [...policy.matchAll(plainContext)].map((match) => match[1]!).filter((name) => name !== 'attributes');
  const isPlain = !policy.includes('\\') && plain.length === count(policy, anyContext);
  if (!isPlain) return { attributes: 'all' };
  const finite = finiteFacts.filter((fact) => plain.includes(fact));
  // The principal is the same for all findings and the resource has no attributes: without another entity to compare
  // with, the answer cannot depend on them.
  const isFinite =
    !policy.includes('attributes') &&
    plain.every((name) => isFiniteFact(name)) &&
    count(policy, anyEntity) === count(policy, usualEntity);
  return { attributes: new Set(plain), ...(isFinite && { finite }) };
}

function isFiniteFact(name: string): name is FiniteFact {
  return finiteFacts.some((fact) => fact === name);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
