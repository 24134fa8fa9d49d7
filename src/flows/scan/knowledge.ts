import type { Project } from '#declare/project';
import type { ScanResult } from '#observe/engine';
import type { Declarations } from './declarations.ts';
import { withDependencies } from './dependencies.ts';
import { fileBefore, withHealth } from './health.ts';
import { type InventoryChange, inventoryChange } from './inventory-at.ts';
import type { Place } from './place.ts';
import type { UsageQuestion } from './reachability.ts';
import type { ScanRequest } from './request.ts';

export interface Judging {
  readonly request: ScanRequest;
  readonly place: Place;
  readonly project: Project;
  readonly declaredIn: Declarations['declaredIn'];
  /** What a scan's threads run. */
  readonly worker: URL;
}

/** Adds what advisories, and what is known of their health, say about the dependencies that a scan found. Throws GitError. */
export async function judgeDependencies(result: ScanResult, judging: Judging): Promise<ScanResult> {
  const { request, place, project } = judging;
  const now = Date.now();
  const change = changeOf(result, judging);
  const usage = usageOf(judging);
  const held = await withDependencies(result, {
    exposure: project.exposure,
    now,
    ...(change !== undefined && { change }),
    ...(request.onPackages !== undefined && { onPackages: request.onPackages.bind(request) }),
    ...(usage !== undefined && { usage }),
  });
  const base = baseOf(judging);
  return withHealth(held, {
    licences: project.licences,
    health: project.health,
    now,
    asksRegistries: request.health === true,
    ...(base !== undefined && { before: fileBefore(place, base) }),
  });
}

/** Lines do not tell what a change makes of an inventory: a property in one file is a version in another. */
function changeOf({ description }: ScanResult, { request, place, project }: Judging): InventoryChange | undefined {
  const { base: from, commit: to } = description;
  if (request.source.kind !== 'since' || place.repository === undefined) return undefined;
  return from === undefined || to === undefined
    ? undefined
    : inventoryChange(place.repository, { from, to }, project.exclude);
}

/** Undefined: a commit does not wait until all code was read. */
function usageOf({ request, place, project, worker }: Judging): UsageQuestion | undefined {
  if (request.source.kind !== 'working-tree' && request.source.kind !== 'since') return undefined;
  return {
    root: place.root,
    projectKey: project.key,
    exclude: project.exclude,
    worker,
    ...(request.cache === false && { cache: false }),
    ...(request.signal !== undefined && { signal: request.signal }),
  };
}

/** The commit that a change is compared with. */
function baseOf({ request, declaredIn }: Judging): string | undefined {
  if (declaredIn.from === 'revision') return declaredIn.commit;
  return request.source.kind === 'staged' ? 'HEAD' : undefined;
}
