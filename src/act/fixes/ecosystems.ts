import type { DependencyFile } from '#ground/model';
import type { Ecosystem } from './ecosystem.ts';
import { npm } from './npm/npm.ts';

/** Whose lockfiles can be fixed here. */
export const ecosystems: readonly Ecosystem[] = [npm];

export function ecosystemOf({ format, role }: DependencyFile): Ecosystem | undefined {
  return role === 'lockfile' ? ecosystems.find(({ formats }) => formats.includes(format)) : undefined;
}
