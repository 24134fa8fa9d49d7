import type { Project } from './ecosystem.ts';
import { FixError } from './error.ts';
import type { Change } from './model.ts';

/** The text that is edited. Throws FixError `unreadable`. */
export function textOf(project: Project, path: string): string {
  const text = project.text(path);
  if (text === undefined) throw new FixError('unreadable', `${path} is not there, or is no text`);
  return text;
}

/** By name: the version that a package is to move to. */
export function plannedVersions(changes: readonly Change[]): Map<string, string> {
  return new Map(changes.flatMap((change) => ('to' in change ? [[change.name, change.to] as const] : [])));
}
