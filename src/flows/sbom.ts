import { basename, resolve } from 'node:path';
import type { DependencyFile, NotLookedAt } from '#ground/model';
import { bomOf, writeCycloneDxJson, writeCycloneDxXml, writeSpdxJson } from '#ground/sbom';
import { inventoryOf, withoutLocked } from '#observe/dependencies';
import { scan } from '#observe/engine';
import { analyzers } from './analyzers.generated.ts';
import { readDeclarations } from './scan/declarations.ts';
import { excludingAllBut, withoutRest } from './scan/part.ts';
import { nameOf, type Place, placeOf } from './scan/place.ts';
import { replaceFile } from './scan/replace-file.ts';
import { version } from './version.ts';

export type SbomFormat = keyof typeof writers;

const writers = {
  'cyclonedx-json': writeCycloneDxJson,
  'cyclonedx-xml': writeCycloneDxXml,
  'spdx-json': writeSpdxJson,
} as const;

export interface SbomRequest {
  readonly path: string;
  readonly format: SbomFormat;
  /** Written whole or not at all. Absent: the text is only returned. */
  readonly output?: string;
  /** ISO 8601, UTC. Absent: the SBOM has no time, and is the same as long as the project is. */
  readonly timestamp?: string;
  readonly signal?: AbortSignal;
}

export interface WrittenSbom {
  readonly text: string;
  readonly components: number;
  readonly files: number;
  /** What it may lack. */
  readonly notLookedAt: readonly NotLookedAt[];
}

/**
 * The bill of materials of a folder, from what its lockfiles, manifests and installed packages list. A manifest whose lockfile says what is
 * installed adds nothing, and an SBOM that lies in the folder is not read into the new one. Throws ScanRequestError, ProjectFileError, ScanError.
 */
export async function sbom(request: SbomRequest): Promise<WrittenSbom> {
  const place = placeOf(resolve(request.path), false);
  const { project } = await readDeclarations(place, { stage: 'commit' });
  const { part } = place;
  const scanned = await scan({
    source: { kind: 'working-tree', root: place.root },
    analyzers: analyzers.filter(({ id }) => id === 'dependencies'),
    projectKey: project.key,
    exclude: part === undefined ? project.exclude : [...project.exclude, ...excludingAllBut(part)],
    worker: new URL(import.meta.url.endsWith('.ts') ? './scan.worker.ts' : './scan.worker.mjs', import.meta.url),
    ...(request.signal !== undefined && { signal: request.signal }),
  });
  const { knowledge, scope } = part === undefined ? scanned : withoutRest(scanned, part);
  const files = withoutLocked(inventoryOf(knowledge)).filter(
    ({ format, packages }) => !/^(?:sbom|vex)\//.test(format) && packages.length > 0,
  );
  const notLookedAt = scope.notLookedAt.filter(({ expected }) => !expected);
  const bom = bomOf({ ...subjectOf(files, place), toolVersion: version }, files, {
    ...(request.timestamp !== undefined && { timestamp: request.timestamp }),
    gaps: notLookedAt.map(({ path, reason, detail }) =>
      [path, reason, detail].filter((part) => part !== undefined).join(': '),
    ),
  });
  const text = writers[request.format](bom);
  if (request.output !== undefined) replaceFile(place.root, resolve(request.output), text);
  return { text, components: bom.components.length, files: files.length, notLookedAt };
}

/** As the project calls itself in a file of the folder itself; otherwise by the folder’s name. */
function subjectOf(
  files: readonly DependencyFile[],
  place: Place,
): { readonly name: string; readonly version?: string } {
  const { part } = place;
  const inside = part === undefined ? '' : `${part}/`;
  const [first] = files
    .filter(
      ({ path, root }) => root !== undefined && path.startsWith(inside) && !path.slice(inside.length).includes('/'),
    )
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return first?.root ?? { name: part === undefined ? nameOf(place) : basename(part) };
}
