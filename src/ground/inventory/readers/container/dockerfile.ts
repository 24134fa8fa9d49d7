import type { DependencyFile } from '#ground/model';
import type { Draft } from '../../dependency-graph.ts';
import { Problems } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { visitInstructions } from './dockerfile-lines.ts';
import { addImage, quotedImage, substituted } from './image.ts';

/** The images that a Dockerfile (or Containerfile) is built from and copies from. What the last stage stands on is production, the rest for building. */
export const reader: DependencyReader = {
  format: 'container/dockerfile',
  wants: (_, name) =>
    /^(?:dockerfile|containerfile)(?:[._-].*)?$|\.(?:dockerfile|containerfile)$/.test(name) &&
    !/\.(?:md|txt|dockerignore|j2|tmpl|tpl|erb|ts|js|go|py)$/.test(name),
  read: readDockerfile,
};

interface Stage {
  readonly name: string | undefined;
  /** The image that it begins with, or the stage. */
  readonly image: Draft | undefined;
  readonly base: number | undefined;
}

function readDockerfile(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const build = new Build();
  visitInstructions(file.bytes, deadline, (instruction, rest, line) => build.say(instruction, rest, line));
  return build.finish();
}

class Build {
  readonly #packages: Draft[] = [];
  readonly #problems = new Problems();
  readonly #arguments = new Map<string, string>();
  readonly #stages: Stage[] = [];
  readonly #copied = new Set<string>();

  say(instruction: string, rest: string, line: number): void {
    switch (instruction) {
      case '# syntax':
        this.#copy(rest, line);
        break;
      case 'ARG':
        // Those of a stage do not count for FROM.
        if (this.#stages.length === 0) this.#define(rest);
        break;
      case 'FROM':
        this.#from(rest, line);
        break;
      case 'COPY':
      case 'ADD':
        this.#copyFrom(/(?:^|\s)--from=(\S+)/.exec(rest)?.[1], line);
        break;
      case 'RUN':
        for (const [, mount = ''] of rest.matchAll(/(?:^|\s)--mount=(\S+)/g))
          this.#copyFrom(/(?:^|,)from=([^,]+)/.exec(mount)?.[1], line);
        break;
      default:
        break;
    }
  }

  finish(): Omit<DependencyFile, 'path' | 'format'> | undefined {
    if (this.#stages.length === 0) return undefined;
    const shipped = new Set<Draft | undefined>();
    for (let stage: Stage | undefined = this.#stages.at(-1); stage !== undefined;) {
      shipped.add(stage.image);
      stage = stage.base === undefined ? undefined : this.#stages[stage.base];
    }
    for (const listed of this.#packages) if (!shipped.has(listed)) listed.scope = 'build';
    return { role: 'reference', packages: this.#packages, ...this.#problems.content };
  }

  #define(rest: string): void {
    for (const word of rest.split(/\s+/)) {
      const equals = word.indexOf('=');
      if (equals <= 0) continue;
      const value = word.slice(equals + 1).replace(/^(["'])(.*)\1$/, '$2');
      this.#arguments.set(word.slice(0, equals), substituted(value, (name) => this.#valueOf(name)) ?? '');
    }
  }

  #valueOf(name: string): string | undefined {
    return this.#arguments.get(name);
  }

  #from(rest: string, line: number): void {
    const words = rest.split(/\s+/).filter((word) => !word.startsWith('--'));
    const [written = '', as, name] = words;
    const stage = as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined;
    const image = substituted(written.replace(/^(["'])(.*)\1$/, '$2'), (argument) => this.#valueOf(argument));
    if (image === undefined || image === '') {
      this.#problems.add('unresolved', line, `${quotedImage(written)} depends on arguments that have no value here.`);
      this.#stages.push({ name: stage, image: undefined, base: undefined });
      return;
    }
    const base = this.#stageOf(image);
    const listed =
      base !== undefined || image === 'scratch' ? undefined : addImage(image, line, this.#packages, this.#problems);
    this.#stages.push({ name: stage, image: listed, base });
  }

  #copyFrom(written: string | undefined, line: number): void {
    if (written === undefined) return;
    const from = substituted(written, (argument) => this.#valueOf(argument));
    // A stage by its name or its number, or else an image.
    if (from === undefined || /^\d+$/.test(from) || this.#stageOf(from) !== undefined) return;
    this.#copy(from, line);
  }

  #copy(image: string, line: number): void {
    if (this.#copied.has(image)) return;
    this.#copied.add(image);
    addImage(image, line, this.#packages, this.#problems);
  }

  #stageOf(name: string): number | undefined {
    const index = this.#stages.findLastIndex((stage) => stage.name === name.toLowerCase());
    return index === -1 ? undefined : index;
  }
}
