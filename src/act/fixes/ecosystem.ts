import type { DependencyFile } from '#ground/model';
import type { Registries } from '#ground/registries';
import type { Change, Graph } from './model.ts';

/** What there is to read: the inventory of a project, and the texts of its files. */
export interface Project {
  readonly files: readonly DependencyFile[];
  /** Of a path relative to the subject's root; undefined when there is no such file, or it is no text. */
  text(path: string): string | undefined;
}

export interface FileEdit {
  readonly path: string;
  readonly text: string;
}

/** What editors may ask. */
export interface EditKnowledge {
  readonly registries: Registries;
  /** The ids of what is published against a package (with its version). */
  readonly against: (purl: string) => readonly string[];
  readonly now: number;
  readonly cooldownDays: number;
}

/** How the lockfiles of one tool are understood and edited. One file each in ecosystems/. */
export interface Ecosystem {
  /** For people: `npm`, `uv`. */
  readonly tool: string;
  /** Formats of the inventory that it takes as lockfiles. */
  readonly formats: readonly string[];
  /** A manifest of one of the formats is a lockfile too, where it pins. */
  readonly takesManifests?: true;
  /** Formats that stand beside it and are edited with it: nothing is planned over them. */
  readonly companions?: readonly string[];
  /** Undefined when nothing can be planned over this file. */
  graph(lock: DependencyFile, project: Project): Graph | undefined;
  /** The new texts of the files that change. Throws FixError, RegistryError. */
  edit(
    graph: Graph,
    changes: readonly Change[],
    project: Project,
    knowledge: EditKnowledge,
  ): Promise<readonly FileEdit[]>;
  /** What the person runs afterwards so that what is installed follows. */
  readonly afterwards: string;
}
