import type { Control, Digest, Lease, ProjectId } from '#ground/model';
import { digestJson } from '#ground/model';
import { exceptionsPath } from '#ground/leases';
import { normalRemote } from '#ground/git';
import { controlsFolder, projectPath } from './paths.ts';
import type { AdvisorySources } from './advisories.ts';
import type { Exposure } from './exposure.ts';
import type { Health, Licences } from './licences.ts';
import { keyFrom } from './key.ts';
import type { RuleChanges } from './project-file.ts';
import type { Quality } from './quality.ts';

/** Where declarations come from: the working tree at commit; from merge on, the target branch. */
export interface ProjectReader {
  /** A file's text, by its path relative to the root; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  /** Names of the files directly in a folder (its path ends in `/`); none when there is no folder. */
  list(folder: string): Promise<readonly string[]>;
}

/** What is known of a project besides its files. */
export interface ProjectSurroundings {
  /** The controls that every project starts from. */
  readonly controls: readonly Control[];
  /** URL of the checkout's remote, where it has one. */
  readonly remoteUrl?: string;
  /** Name of the folder, for a project that says no name. */
  readonly folderName?: string;
}

export interface Project {
  /** Absent: there is no selvedge.yaml. */
  readonly id?: ProjectId;
  readonly name: string;
  /** The remote that the id is bound to. */
  readonly remote?: string;
  /** Keys the hashes of secrets' values, so that findings of different projects cannot be matched. */
  readonly key: string;
  /** .gitignore patterns. */
  readonly exclude: readonly string[];
  /** What is changed of rules, by their ids. */
  readonly rules: RuleChanges;
  /** What its parts are exposed to; absent: it does not say. */
  readonly exposure?: readonly Exposure[];
  /** Which licences its dependencies may have; absent: any. */
  readonly licences?: Licences;
  readonly health?: Health;
  /** Where advisories come from; absent: from the usual sources. */
  readonly advisories?: AdvisorySources;
  /** What is asked of new code; absent: nothing. */
  readonly quality?: Quality;
  /** Built-in and own, with the project's modes, sorted by id. */
  readonly controls: readonly Control[];
  readonly exceptions: readonly Lease[];
  /** Of all declarations as they were read. */
  readonly digest: Digest;
}

/**
 * Reads a project's declarations. A project without any costs three look-ups, and loads neither a YAML reader nor schemas.
 * Throws FileFormatError.
 */
export async function loadProject(reader: ProjectReader, surroundings: ProjectSurroundings): Promise<Project> {
  const [file, exceptions, names] = await Promise.all([
    reader.read(projectPath),
    reader.read(exceptionsPath),
    reader.list(controlsFolder),
  ]);
  const paths = names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${controlsFolder}${name}`);
  const controls = await Promise.all(paths.map(async (path) => ({ path, text: (await reader.read(path)) ?? '' })));
  const texts = { file, exceptions, controls };
  if (file === undefined && exceptions === undefined && controls.length === 0)
    return undeclared(surroundings, digestJson(texts));
  const { readDeclared } = await import('./declared.ts');
  const declared = await readDeclared(texts, surroundings.controls);
  return { ...undeclared(surroundings, digestJson(texts)), ...declared };
}

/**
 * A project that says nothing. Its key comes from its remote, so that two checkouts agree; without a remote it is the same
 * for all, which only means that hashes of equal secrets are equal. `selvedge init` gives it one of its own.
 */
function undeclared({ controls, remoteUrl, folderName }: ProjectSurroundings, digest: Digest): Project {
  const remote = remoteUrl === undefined ? undefined : normalRemote(remoteUrl);
  return {
    name: remote?.split('/').at(-1) ?? folderName ?? 'project',
    key: keyFrom(remote ?? 'undeclared'),
    exclude: [],
    rules: {},
    controls: [...controls].sort((a, b) => (a.id < b.id ? -1 : 1)),
    exceptions: [],
    digest,
  };
}
