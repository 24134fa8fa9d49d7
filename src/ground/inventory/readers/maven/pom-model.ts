/**
 * What a pom says itself, before anything is inherited or replaced: kept as JSON, since its parent and its BOMs stand in other files. Texts
 * may hold `${properties}`.
 */
export type PomModel = {
  readonly kind: 'pom';
  readonly groupId?: string;
  readonly artifactId?: string;
  readonly version?: string;
  readonly line: number;
  readonly parent?: PomParent;
  readonly body: PomBody;
  readonly profiles: readonly (PomBody & { readonly id: string; readonly isDefault: boolean })[];
};

export type PomParent = {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  /** `../pom.xml` where it is not written; empty when it says that it is not in the tree. */
  readonly relativePath: string;
  readonly line: number;
};

/** The part of a pom that a profile can have, too. */
export type PomBody = {
  /** Pairs of name and value, in order. */
  readonly properties: readonly (readonly [string, string])[];
  readonly dependencies: readonly PomDependency[];
  readonly managed: readonly PomDependency[];
  readonly plugins: readonly PomDependency[];
  readonly managedPlugins: readonly PomDependency[];
};

export type PomDependency = {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version?: string;
  readonly scope?: string;
  readonly type?: string;
  readonly classifier?: string;
  readonly optional?: true;
  readonly line: number;
  readonly endLine: number;
};
