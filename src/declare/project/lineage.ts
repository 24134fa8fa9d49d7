import { digestJson, type ProjectId } from '#ground/model';
import { normalRemote } from '#ground/git';
import { boundRemote } from './remote.ts';

export interface Lineage {
  /** Identity of the repository as a subject: it survives renames and moves of the checkout. */
  readonly identity: string;
  /** The file's id belongs to another remote: findings, leases and history of that one are not this one's. */
  readonly isFork: boolean;
}

/**
 * Whose history this checkout continues. A project whose id is bound to a remote, seen under another, is a fork: a new
 * subject. A checkout without a remote (an export, a CI cache) continues the bound one, since nothing says otherwise.
 */
export function lineageOf(
  project: { readonly id?: ProjectId; readonly remote?: string },
  remoteUrl: string | undefined,
): Lineage {
  const here = remoteUrl === undefined ? undefined : normalRemote(remoteUrl);
  const bound = project.remote === undefined ? undefined : boundRemote(project.remote);
  if (project.id === undefined) return { identity: here === undefined ? 'local' : `remote:${here}`, isFork: false };
  if (here === undefined || bound === undefined || sameRemote(here, bound))
    return { identity: project.id, isFork: false };
  return { identity: `${project.id}:${digestJson(here).slice('sha256:'.length, 'sha256:'.length + 16)}`, isFork: true };
}

/** The large hosts do not tell cases apart in paths; where one does, two repositories that differ in case alone are rarer than typing. */
function sameRemote(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
