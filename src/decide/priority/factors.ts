import type { PriorityInput } from './input.ts';

interface Factor {
  readonly name: string;
  readonly factor: number;
  readonly words: string;
}

/** It may lower the rank, never hide: what cannot be known counts as nearly reachable. */
export function reachabilityFactor(reachability: PriorityInput['reachability']): Factor {
  const name = 'reachability';
  if (reachability === undefined) return { name, factor: 0.9, words: '' };
  const { verdict, at, words } = reachability;
  if (verdict === 'reachable')
    return {
      name,
      factor: 1,
      words: at === undefined ? (words ?? 'reachable') : `reachable from ${at.path}:${at.line}`,
    };
  if (verdict === 'not-observed') return { name, factor: 0.5, words: words ?? 'no use of it was observed' };
  return { name, factor: 0.9, words: words ?? 'whether it is used cannot be told' };
}

const scopes = {
  optional: [0.9, 'it is optional'],
  peer: [1, ''],
  provided: [0.9, 'whoever runs it provides it'],
  build: [0.7, 'it builds what is shipped'],
  dev: [0.5, 'it is for development alone'],
  test: [0.4, 'it is for tests alone'],
} as const;

export function scopeFactor(scope: PriorityInput['scope']): Factor | undefined {
  if (scope === undefined) return undefined;
  const [factor, words] = scopes[scope];
  return { name: 'scope', factor, words };
}

/** Each package in between makes it a little less likely that hostile input arrives; after five it makes no difference. */
export function depthFactor(depth: number | undefined): Factor | undefined {
  if (depth === undefined || !(depth >= 1)) return undefined;
  const between = Math.min(5, Math.floor(depth));
  return {
    name: 'depth',
    factor: 1 - 0.03 * between,
    words: between === 1 ? 'brought in by another package' : `brought in over ${Math.floor(depth)} packages`,
  };
}
