import type { RegistryType } from '#ground/registries';

/** What is known of one lockfile and the manifests that it answers to: what a plan is made over. */
export interface Graph {
  readonly type: RegistryType;
  /** The lockfile's path, relative to the subject's root, and what the inventory calls its format. */
  readonly lockfile: string;
  readonly format: string;
  readonly nodes: readonly GraphNode[];
  /** The file does not tell who brought in whom: everybody is a parent of everybody, and those that do not ask for it are none. */
  readonly parentsAreGuessed?: true;
  readonly asked: readonly Asked[];
  readonly overrides: readonly Override[];
  /** The manifest in which a version can be forced upon others; absent where the ecosystem has no such thing. */
  readonly forcesIn?: string;
}

/** One package at one place of the lockfile. */
export interface GraphNode {
  readonly index: number;
  /** As the registry knows it. */
  readonly name: string;
  readonly version: string;
  /** With its version. */
  readonly purl: string;
  readonly line: number;
  readonly parents: readonly number[];
  readonly children: readonly number[];
  readonly isDirect: boolean;
  readonly isDevelopment: boolean;
  /** It was not fetched from the registry (a path, a git revision): no version of the registry can take its place. */
  readonly source?: string;
}

/** What a manifest asks for. */
export interface Asked {
  readonly manifest: string;
  readonly name: string;
  /** As the manifest writes it; empty: any version. */
  readonly constraint: string;
  readonly line: number;
  /** The section or group it stands in, as the format calls it. */
  readonly section?: string;
  /** Under which key it stands, where that is not its name (npm's and Cargo's aliases). */
  readonly as?: string;
}

/** A version that a manifest forces upon what others ask for. */
export interface Override {
  readonly manifest: string;
  readonly name: string;
  readonly constraint: string;
  /** The keys that lead to it below the section of overrides, as they are written: `["express", "qs"]`. */
  readonly keys: readonly string[];
  /** The package whose dependency is overridden; absent: everybody's. */
  readonly under?: string;
}

export type Distance = 'none' | 'patch' | 'minor' | 'major';

/** One edit. Together with the others of its group it is what a commit changes. */
export type Change = Bump | AskChange | OverrideChange | OverrideRemoval;

/** Another version in the lockfile, within what everybody asks for. */
export interface Bump {
  readonly kind: 'bump';
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly distance: Distance;
  /** The project asks for it itself, with a range that admits both. */
  readonly isDirect?: true;
}

/** The manifest asks for another version. */
export interface AskChange {
  readonly kind: 'ask';
  readonly manifest: string;
  readonly name: string;
  readonly as?: string;
  readonly section?: string;
  readonly from: string;
  readonly to: string;
  readonly fromConstraint: string;
  readonly toConstraint: string;
  readonly distance: Distance;
}

/** The manifest forces a version upon one that asks for another. */
export interface OverrideChange {
  readonly kind: 'override';
  readonly manifest: string;
  readonly name: string;
  /** The package whose dependency is overridden. */
  readonly under?: string;
  /** The keys of an override that stands there already and is raised. */
  readonly keys?: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly toConstraint: string;
  readonly distance: Distance;
}

/** An override that changes nothing any more, or holds a package back. */
export interface OverrideRemoval {
  readonly kind: 'remove-override';
  readonly manifest: string;
  readonly name: string;
  readonly keys: readonly string[];
  readonly constraint: string;
  readonly because: string;
}

/** What is to be fixed: a package at a version, and what is published against it. */
export interface FixFinding {
  /** With its version. */
  readonly purl: string;
  readonly advisory: string;
  /** 0 to 1000. */
  readonly priority: number;
  readonly isMalicious?: boolean;
  /** One line about it. */
  readonly summary?: string;
}

/** How a finding can be closed with the least that changes. */
export interface Solution {
  readonly changes: readonly Change[];
  /** The farthest that anything moves. */
  readonly distance: Distance;
  readonly way: 'lockfile' | 'parent' | 'manifest' | 'override';
  /** What else somebody should know: engines, young versions. */
  readonly notes: readonly string[];
}

export interface Solved {
  readonly finding: FixFinding;
  readonly solution: Solution;
}

/** Changes that go into one commit, and one pull request. */
export interface FixGroup {
  readonly changes: readonly Change[];
  /** What it is put together from: any part of it can be made a group of its own. */
  readonly parts: readonly Solved[];
  readonly stale: readonly OverrideRemoval[];
  readonly closes: readonly FixFinding[];
  readonly distance: Distance;
  /** Sum of the priorities of what it closes. */
  readonly priority: number;
  readonly notes: readonly string[];
  /** Why nothing smaller would do: one sentence each. */
  readonly because: readonly string[];
}

export interface Unfixed {
  readonly finding: FixFinding;
  readonly reason: string;
  /** What can be done in the place of a fix, the first first. */
  readonly instead: readonly string[];
}

export interface FixPlan {
  readonly graph: Graph;
  /** What closes the most first. */
  readonly groups: readonly FixGroup[];
  readonly unfixed: readonly Unfixed[];
}

export const distances: readonly Distance[] = ['none', 'patch', 'minor', 'major'];

export function farthest(of: readonly Distance[]): Distance {
  return distances[Math.max(0, ...of.map((each) => distances.indexOf(each)))] ?? 'none';
}

export function isWithin(distance: Distance, most: Distance): boolean {
  return distances.indexOf(distance) <= distances.indexOf(most);
}
