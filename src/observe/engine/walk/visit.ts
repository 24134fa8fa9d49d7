import type { Patterns, Rules } from './rules.ts';
import type { KnownTree } from './known-tree.ts';
import type { Tracked } from './tracked.ts';

export interface WalkOptions {
  /** Absolute, links resolved. */
  readonly root: string;
  /** `root` as seen from the top of the work tree, with a slash at the end, or ''. */
  readonly prefix: string;
  /**
   * The ignore files above `root`, and .git/info/exclude. Undefined outside of git, and in a folder that is ignored as a
   * whole: ignore files say what git is not to track, and where git does not say what it tracks, one line would hide
   * everything.
   */
  readonly rules: Rules | undefined;
  readonly exclude: Patterns;
  readonly tracked: () => Tracked;
  readonly depth: number;
  /** What an earlier walk found, to save listing folders that did not change. */
  readonly known?: KnownTree;
}

/** A folder on the way. */
export interface Visit {
  readonly path: string;
  readonly depth: number;
  readonly rules: Rules | undefined;
  /** Inside an ignored folder: only what git tracks counts. */
  readonly onlyTracked: boolean;
  /** No ignore file above has changed. */
  readonly sameRules: boolean;
}

export function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function absolute(options: WalkOptions, path: string): string {
  if (path === '') return options.root;
  return options.root === '/' ? `/${path}` : `${options.root}/${path}`;
}
