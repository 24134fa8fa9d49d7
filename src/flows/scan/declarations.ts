import { isAbsolute } from 'node:path';
import { builtinControls } from '#declare/controls';
import {
  changedDeclarations,
  declarationChanged,
  declarationPaths,
  type Project,
  type ProjectReader,
  projectPath,
} from '#declare/project';
import { GitError, originOf, resolveCommit } from '#ground/git';
import type { Claim, Stage } from '#ground/model';
import { ScanRequestError } from './error.ts';
import { folderReader, revisionReader } from './readers.ts';
import { nameOf, type Place } from './place.ts';
import { gitleaksConfigPaths, type OwnRules } from './own-rules.ts';
import { loadRemembered, loadWithRules } from './remembered.ts';
import { pathBelow } from './replace-file.ts';
import type { DeclaredIn } from './report.ts';

export interface Declarations {
  readonly project: Project;
  /** Rules that it brings, and what it changes of others'. */
  readonly own?: OwnRules;
  readonly declaredIn: DeclaredIn;
  /** Changes to what was read from the target revision. */
  readonly changes: readonly Claim[];
  /** Text of a file that stands beside the declarations, such as a baseline (absolute path): from where they come from. */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

export interface DeclarationRequest {
  readonly stage: Stage;
  /** What the change is to be merged into. */
  readonly target?: string;
  /** A range is judged by its base's declarations, at any stage. */
  readonly since?: string;
  /** Absolute path of a file that counts as a declaration here. */
  readonly baseline?: string;
  /** Absolute path of a gitleaks configuration that is read instead of .gitleaks.toml. */
  readonly gitleaksConfig?: string;
}

/**
 * The project's controls and exceptions: at commit those of the working tree; from merge on, and for a range, those of
 * the target revision, because what is scanned cannot absolve itself (house law 8). Throws ProjectFileError,
 * ScanRequestError.
 */
export async function readDeclarations(place: Place, request: DeclarationRequest): Promise<Declarations> {
  const here = folderReader(place.root);
  const surroundings = { controls: builtinControls, folderName: nameOf(place), ...(await remoteOf(place, here)) };
  const revision = await targetOf(place, request);
  if (revision === undefined) {
    const config = await gitleaksText(place, request, here);
    const loaded = await loadRemembered(place.root, here, surroundings, config);
    return {
      ...loaded,
      declaredIn: { from: 'working-tree' },
      changes: [],
      readFile: (path) => folderReader('/').read(path),
    };
  }
  const commit = await commitOf(place, revision);
  const there = revisionReader(place, commit);
  const config = await gitleaksText(place, request, there);
  const loaded = await loadWithRules(there, surroundings, config);
  const read = await configsRead(config, here, there);
  return {
    ...loaded,
    declaredIn: { from: 'revision', revision, commit },
    changes: [
      ...changedDeclarations(await changedPaths(here, there, read), read),
      ...(await changedBaseline(place, request, here, there)),
    ],
    readFile: async (path) => {
      const inside = pathBelow(place.root, path);
      return inside === undefined ? folderReader('/').read(path) : there.read(inside);
    },
  };
}

/** Of a configuration in the project, as the declarations have it; of one elsewhere, as it lies there. */
async function gitleaksText(
  place: Place,
  { gitleaksConfig }: DeclarationRequest,
  reader: ProjectReader,
): Promise<{ path: string; text: string } | undefined> {
  if (gitleaksConfig === undefined) return undefined;
  const inside = pathBelow(place.root, gitleaksConfig);
  const text = inside === undefined ? await folderReader('/').read(gitleaksConfig) : await reader.read(inside);
  if (text === undefined) throw new ScanRequestError('not-found', `there is no ${gitleaksConfig}`);
  return { path: inside ?? gitleaksConfig, text };
}

async function targetOf(place: Place, { stage, target, since }: DeclarationRequest): Promise<string | undefined> {
  const named = target ?? since;
  if (named === undefined && stage === 'commit') return undefined;
  if (place.repository === undefined) {
    throw new ScanRequestError(
      'not-a-repository',
      `${place.root} is in no git repository, and from merge on controls and exceptions are read from the branch that a change goes to`,
      {
        remedy: 'scan a git checkout, or decide as --gate commit',
      },
    );
  }
  if (named !== undefined) return named;
  // What is built and deployed has been merged, so that its own commit is what a review let in.
  if (stage !== 'merge') return 'HEAD';
  if (await exists(place, 'refs/remotes/origin/HEAD')) return 'origin/HEAD';
  throw new ScanRequestError(
    'no-target',
    'at merge, controls and exceptions are read from the branch that the change goes to, and none is named',
    {
      remedy: '--since origin/main, or --target origin/main',
    },
  );
}

async function exists(place: Place, revision: string): Promise<boolean> {
  try {
    await resolveCommit(place.root, revision);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.code === 'bad-revision') return false;
    throw error;
  }
}

/** Throws ScanRequestError `bad-revision`. */
export async function commitOf(place: Place, revision: string): Promise<string> {
  try {
    return await resolveCommit(place.root, revision);
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'bad-revision') throw error;
    throw new ScanRequestError('bad-revision', error.message, {
      cause: error,
      remedy: 'fetch it first; git log --oneline --all shows what is here',
    });
  }
}

/** The remote makes the key of a project that declares none; looking it up runs git, which a declared one need not wait for. */
async function remoteOf(place: Place, here: ProjectReader): Promise<{ remoteUrl?: string }> {
  if (place.repository === undefined || (await here.read(projectPath)) !== undefined) return {};
  const remoteUrl = await originOf(place.root);
  return remoteUrl === undefined ? {} : { remoteUrl };
}

/** Files of the project that are read as gitleaks configurations, before the change and after it. */
async function configsRead(
  given: { readonly path: string } | undefined,
  here: ProjectReader,
  there: ProjectReader,
): Promise<ReadonlySet<string>> {
  const sides = [here, there].map(async (reader) => {
    if (given === undefined) return gitleaksConfigPaths(reader, undefined);
    const { path } = given;
    const text = await (isAbsolute(path) ? folderReader('/') : reader).read(path);
    return text === undefined ? [path] : gitleaksConfigPaths(reader, { path, text });
  });
  return new Set((await Promise.all(sides)).flat().filter((path) => !isAbsolute(path)));
}

async function changedPaths(here: ProjectReader, there: ProjectReader, others: ReadonlySet<string>): Promise<string[]> {
  const paths = new Set(others);
  for (const path of declarationPaths) {
    if (!path.endsWith('/')) paths.add(path);
    else for (const name of [...(await here.list(path)), ...(await there.list(path))]) paths.add(path + name);
  }
  const changed = await Promise.all(
    [...paths].map(async (path) => ((await here.read(path)) === (await there.read(path)) ? [] : [path])),
  );
  return changed.flat();
}

/** A baseline in the project is a declaration too: whoever could add to it in the change that it judges would be absolved. */
async function changedBaseline(
  place: Place,
  { baseline }: DeclarationRequest,
  here: ProjectReader,
  there: ProjectReader,
): Promise<Claim[]> {
  const path = baseline === undefined ? undefined : pathBelow(place.root, baseline);
  if (path === undefined || (await here.read(path)) === (await there.read(path))) return [];
  return [
    {
      rule: declarationChanged.id,
      severity: declarationChanged.severity,
      confidence: 'certain',
      locus: { kind: 'file', path },
      location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
      message:
        'This change alters which findings count as known; until it is merged, the target branch’s baseline counts.',
      attributes: {},
    },
  ];
}
