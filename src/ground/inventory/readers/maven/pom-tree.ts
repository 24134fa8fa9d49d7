import type { DependencyFile } from '#ground/model';
import { joined } from '../../paths.ts';
import type { PomParent } from './pom-model.ts';
import { type PomFile, Project } from './pom-project.ts';

type Content = Omit<DependencyFile, 'path' | 'format'>;

/** Poms that may be each other's parents and BOMs: what each of them asks for, as far as these files tell. Pure, without the network. */
export class PomTree {
  readonly #byPath = new Map<string, PomFile>();
  readonly #byName = new Map<string, PomFile[]>();
  readonly #projects = new Map<PomFile, Project>();
  /** What all poms together may cost. */
  readonly effort = { left: 5_000_000 };

  constructor(files: readonly PomFile[]) {
    for (const file of files) {
      this.#byPath.set(file.path, file);
      const { artifactId = '' } = file.model;
      const same = this.#byName.get(artifactId);
      if (same === undefined) this.#byName.set(artifactId, [file]);
      else if (same.length < 1000) same.push(file);
    }
  }

  content(path: string): Content {
    const file = this.#byPath.get(path);
    return file === undefined ? { role: 'manifest', packages: [] } : this.project(file).content();
  }

  project(file: PomFile): Project {
    const known = this.#projects.get(file);
    if (known !== undefined) return known;
    const project = new Project(this, file, this.#ancestors(file));
    this.#projects.set(file, project);
    return project;
  }

  /** The parent, its parent, and so on, as far as they are among the files. */
  #ancestors(file: PomFile): readonly PomFile[] {
    const ancestors: PomFile[] = [];
    for (let at = file; at.model.parent !== undefined && ancestors.length < mostAncestors;) {
      const parent = this.#parentOf(at, at.model.parent);
      if (parent === undefined || parent === file || ancestors.includes(parent)) break;
      ancestors.push(parent);
      at = parent;
    }
    return ancestors;
  }

  #parentOf({ path }: PomFile, parent: PomParent): PomFile | undefined {
    if (parent.relativePath !== '') {
      const there = joined(path, parent.relativePath);
      const found =
        there === undefined
          ? undefined
          : (this.#byPath.get(there) ?? this.#byPath.get(there === '' ? 'pom.xml' : `${there}/pom.xml`));
      if (found !== undefined && found.model.artifactId === parent.artifactId) return found;
    }
    return this.find(parent.groupId, parent.artifactId, parent.version);
  }

  find(groupId: string, artifactId: string, version: string): PomFile | undefined {
    const same = this.#byName.get(artifactId) ?? [];
    return same.find(({ model }) => {
      const [group, own] = [model.groupId ?? model.parent?.groupId ?? '', model.version ?? model.parent?.version ?? ''];
      return (group === groupId || group.includes('${')) && (own === version || own.includes('${'));
    });
  }
}

const mostAncestors = 32;
