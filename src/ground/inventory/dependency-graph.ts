import type { ListedPackage } from '#ground/model';

/** A package while its file is being read. */
export type Draft = { -readonly [Key in keyof ListedPackage]: ListedPackage[Key] };

export type Scope = NonNullable<ListedPackage['scope']>;

/** That the project, or one of its workspaces, asks for a package. */
export interface Request {
  /** Position of the package that it gets. */
  readonly to: number;
  /** The folder that asks, relative to the file's own; `.` for its own. */
  readonly workspace: string;
  /** Absent: production. */
  readonly scope?: Scope;
  readonly constraint?: string;
}

/** Marks who is asked for directly, by which workspaces and with which constraint: that of the first one that asks. */
export function markDirect(packages: readonly Draft[], requests: readonly Request[]): void {
  const workspaces = new Map<number, Set<string>>();
  for (const { to, workspace, constraint } of requests) {
    const listed = packages[to];
    if (listed === undefined) continue;
    listed.direct = true;
    if (constraint !== undefined) listed.constraint ??= constraint;
    let asking = workspaces.get(to);
    if (asking === undefined) workspaces.set(to, (asking = new Set()));
    asking.add(workspace);
  }
  for (const [to, asking] of workspaces) packages[to]!.workspaces = [...asking];
}

/** Whom each package brings in, by positions; optional ones apart. */
export interface Edges {
  readonly needed: readonly (readonly number[] | undefined)[];
  readonly optional: readonly (readonly number[] | undefined)[];
}

/**
 * Marks for what each package is there, where the format does not say it: what production needs, directly or not, is production; what only its
 * optional requests reach is optional; then come peers, then tools. Packages that nobody reaches are left as they are. Linear.
 */
export function markScopes(packages: readonly Draft[], requests: readonly Request[], edges: Edges): void {
  const reached = new Uint8Array(packages.length);
  const reach = (from: readonly number[], scope: Scope | undefined): void => {
    const waiting = [...from];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at >= reached.length || reached[at] === 1) continue;
      reached[at] = 1;
      if (scope !== undefined) packages[at]!.scope = scope;
      for (const to of edges.needed[at] ?? []) if (reached[to] === 0) waiting.push(to);
      if (scope !== undefined) for (const to of edges.optional[at] ?? []) if (reached[to] === 0) waiting.push(to);
    }
  };
  const asked = (scope: Scope | undefined) => requests.filter((request) => request.scope === scope).map(({ to }) => to);
  reach(asked(undefined), undefined);
  const optional = asked('optional');
  for (const [at, tos] of edges.optional.entries())
    if (reached[at] === 1) for (const to of tos ?? []) optional.push(to);
  reach(optional, 'optional');
  for (const scope of ['peer', 'dev'] as const) reach(asked(scope), scope);
}

/** Writes the edges into the packages, as the model asks for them. */
export function markDependsOn(packages: readonly Draft[], { needed, optional }: Edges): void {
  for (const [at, listed] of packages.entries()) {
    const to = new Set([...(needed[at] ?? []), ...(optional[at] ?? [])]);
    if (to.size > 0) listed.dependsOn = [...to].sort((a, b) => a - b);
  }
}
