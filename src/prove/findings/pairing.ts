import type { Finding } from '#ground/model';
import type { PriorFinding } from './prior.ts';

/** One pass: which prior findings take part, and what two findings must have equal to pair. No key: not in this pass. */
export interface Passage {
  readonly name: 'locus' | 'locus-moved' | 'file-moved' | 'same-text' | 'same-symbol';
  admits(prior: PriorFinding): boolean;
  key(finding: PriorFinding): string | undefined;
}

export interface Pair {
  readonly prior: PriorFinding;
  readonly passage: Passage['name'];
}

/**
 * Runs the passes one after the other over what is left; within one key, the first pairs with the first in order of
 * position, open ones before closed ones. O(passes × n log n), however many are equal: the input may be hostile.
 */
export function pairUp(
  prior: readonly PriorFinding[],
  current: readonly Finding[],
  passages: readonly Passage[],
): Map<Finding, Pair> {
  let freePrior = [...prior].sort(
    (a, b) => Number(a.closed ?? false) - Number(b.closed ?? false) || byPosition(a, b) || (a.id < b.id ? -1 : 1),
  );
  let freeCurrent = [...current].sort((a, b) => byPosition(a, b) || (a.fingerprint < b.fingerprint ? -1 : 1));
  const pairs = new Map<Finding, Pair>();
  for (const passage of passages) {
    if (freePrior.length === 0 || freeCurrent.length === 0) break;
    const waiting = queuesByKey(freePrior, passage);
    const used = new Set<PriorFinding>();
    for (const finding of freeCurrent) {
      const key = passage.key(finding);
      const first = key === undefined ? undefined : waiting.get(key)?.next();
      if (first === undefined) continue;
      pairs.set(finding, { prior: first, passage: passage.name });
      used.add(first);
    }
    if (used.size === 0) continue;
    freePrior = freePrior.filter((finding) => !used.has(finding));
    freeCurrent = freeCurrent.filter((finding) => !pairs.has(finding));
  }
  return pairs;
}

interface Queue {
  next(): PriorFinding | undefined;
  add(finding: PriorFinding): void;
}

function queuesByKey(prior: readonly PriorFinding[], passage: Passage): Map<string, Queue> {
  const queues = new Map<string, Queue>();
  for (const finding of prior) {
    const key = passage.admits(finding) ? passage.key(finding) : undefined;
    if (key === undefined) continue;
    const found = queues.get(key);
    if (found === undefined) queues.set(key, queue(finding));
    else found.add(finding);
  }
  return queues;
}

function queue(first: PriorFinding): Queue {
  const waiting = [first];
  let at = 0;
  return { next: () => waiting[at++], add: (finding) => void waiting.push(finding) };
}

function byPosition(a: PriorFinding, b: PriorFinding): number {
  if (a.location.path !== b.location.path) return a.location.path < b.location.path ? -1 : 1;
  return a.location.startLine - b.location.startLine || a.location.startColumn - b.location.startColumn;
}
