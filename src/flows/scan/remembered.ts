import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadProject, type Project, type ProjectReader, type ProjectSurroundings } from '#declare/project';
import { type Digest, digestBytes } from '#ground/model';
import { cacheHome } from '#ground/places';
import { version } from '../version.ts';
import { keepInCache } from './cache-file.ts';
import { type OwnRules, readOwnRules } from './own-rules.ts';

/** What was read, in order, and what came of it: as long as the same is there to read, the same comes of it. */
interface Remembered {
  readonly key: Digest;
  readonly reads: readonly (readonly [kind: 'read' | 'list', path: string, answer: Digest | 'none'])[];
  readonly project: Project;
  readonly own?: OwnRules;
}

/** One that is read instead of the project's .gitleaks.toml. */
type GitleaksConfig = Parameters<typeof readOwnRules>[2];

export interface LoadedProject {
  readonly project: Project;
  /** Absent: the project brings none. */
  readonly own?: OwnRules;
}

/**
 * A project's declarations and its own rules, remembered in the cache home: parsing YAML and checking it costs more than the scan of a
 * staged file. Every file is still read, and compared by digest. Throws ProjectFileError.
 */
export async function loadRemembered(
  root: string,
  reader: ProjectReader,
  surroundings: ProjectSurroundings,
  gitleaksConfig?: GitleaksConfig,
): Promise<LoadedProject> {
  // Not canonical: it only has to be the same for the same program, and that costs less.
  const key = digestBytes(JSON.stringify([version, surroundings, gitleaksConfig]));
  const file = join(cacheHome(), 'projects', `${digestBytes(root).slice('sha256:'.length)}.json`);
  const remembered = recall(file);
  if (remembered?.key === key && (await isAsItWas(remembered, reader))) return remembered;
  const reads: [kind: 'read' | 'list', path: string, answer: Digest | 'none'][] = [];
  const loaded = await loadWithRules(recording(reader, reads), surroundings, gitleaksConfig);
  const { project, own } = loaded;
  if (project.id !== undefined || project.exceptions.length > 0 || own !== undefined)
    keepInCache(file, JSON.stringify({ key, reads, ...loaded } satisfies Remembered));
  return loaded;
}

/** Throws ProjectFileError. */
export async function loadWithRules(
  reader: ProjectReader,
  surroundings: ProjectSurroundings,
  gitleaksConfig?: GitleaksConfig,
): Promise<LoadedProject> {
  const project = await loadProject(reader, surroundings);
  const own = await readOwnRules(reader, project, gitleaksConfig);
  return { project, ...(own !== undefined && { own }) };
}

function recording(
  reader: ProjectReader,
  reads: [kind: 'read' | 'list', path: string, answer: Digest | 'none'][],
): ProjectReader {
  return {
    async read(path) {
      const text = await reader.read(path);
      reads.push(['read', path, answerDigest(text)]);
      return text;
    },
    async list(folder) {
      const names = await reader.list(folder);
      reads.push(['list', folder, answerDigest(names)]);
      return names;
    },
  };
}

async function isAsItWas({ reads }: Remembered, reader: ProjectReader): Promise<boolean> {
  for (const [kind, path, answer] of reads) if (answerDigest(await reader[kind](path)) !== answer) return false;
  return true;
}

/** A file that is not there has no digest of any text. */
function answerDigest(answer: string | readonly string[] | undefined): Digest | 'none' {
  if (answer === undefined) return 'none';
  return digestBytes(typeof answer === 'string' ? answer : JSON.stringify([...answer].sort()));
}

function recall(file: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Remembered; // this program wrote it; another version's has another key
  } catch {
    return undefined;
  }
}
