import { posix } from 'node:path';
import { type JoinCondition, parseJoinCondition } from '../join.ts';
import type { Join, JoinPart, Rule, Unsupported } from './formula.ts';
import { isRecord } from './record.ts';

type Values = Readonly<Record<string, unknown>>;

/** A rule of mode `join` before the rules that it names are there. */
export interface PendingJoin {
  readonly base: Omit<Join, 'parts' | 'on'>;
  readonly refs: readonly { readonly file: string; readonly as: string; readonly renames: JoinPart['renames'] }[];
  readonly inline: readonly Rule[];
  readonly on: readonly JoinCondition[];
}

/** What `join` says; a text for what is not supported in it. */
export function pendingJoin(base: PendingJoin['base'], value: unknown, inline: readonly Rule[]): PendingJoin | string {
  if (!isRecord(value)) return 'join has no refs and no conditions';
  const on: JoinCondition[] = [];
  for (const text of listOf(value['on'])) {
    const condition = typeof text === 'string' ? parseJoinCondition(text) : undefined;
    if (condition === undefined) return `the condition ${JSON.stringify(text)} is not understood`;
    on.push(condition);
  }
  if (on.length === 0) return 'there are no conditions under on';
  const refs = listOf(value['refs'])
    .filter(isRecord)
    .map((ref) => ({
      file: String(ref['rule']),
      as: typeof ref['as'] === 'string' ? ref['as'] : String(ref['rule']),
      renames: renamesOf(ref),
    }));
  return { base, refs, inline, on };
}

function renamesOf(ref: Values): JoinPart['renames'] {
  return listOf(ref['renames'])
    .filter(isRecord)
    .map((one) => [String(one['from']), String(one['to'])] as const);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** With the rules of the files that it names: beside its own, by their path. What is not there is told. */
export function resolvedJoins(
  pending: readonly PendingJoin[],
  rules: readonly Rule[],
  unsupported: Unsupported[],
): Join[] {
  return pending.flatMap(({ base, refs, inline, on }) => {
    const parts: JoinPart[] = inline.map((rule) => ({ as: rule.id, renames: [], rules: [rule] }));
    for (const { file, as, renames } of refs) {
      const path = posix.normalize(posix.join(posix.dirname(base.file), file));
      const named = rules.filter((rule) => rule.file === path || rule.file === file);
      if (named.length > 0) parts.push({ as, renames, rules: named });
      else {
        const why = 'the rules of this file are not there, or cannot run';
        unsupported.push({ rule: base.id, file: base.file, line: base.line, part: `join: ${file}`, why });
        return [];
      }
    }
    const known = new Set(parts.map(({ as }) => as));
    const unknown = on.flatMap(({ left, right }) => [left.as, right.as]).find((as) => !known.has(as));
    if (unknown !== undefined) {
      const why = `no rule is called ${unknown} here`;
      unsupported.push({ rule: base.id, file: base.file, line: base.line, part: 'join: on', why });
      return [];
    }
    return [{ ...base, parts, on }];
  });
}
