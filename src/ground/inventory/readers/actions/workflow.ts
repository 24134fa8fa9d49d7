import type { DependencyFile } from '#ground/model';
import { formatPurl } from '#ground/packages';
import { visitYaml } from '../../block-yaml.ts';
import type { Draft } from '../../dependency-graph.ts';
import { Problems, quoted } from '../../problems.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { addImage, quotedImage } from '../container/image.ts';

/**
 * What GitHub's workflows and composite actions use: actions, reusable workflows, and images of jobs, services and steps. The purl is that of the
 * repository, `pkg:github/owner/repo@ref#path`. Of a commit, the version that a comment behind it names is the constraint.
 */
export const reader: DependencyReader = {
  format: 'actions/workflow',
  wants: (path, name) =>
    name === 'action.yml' ||
    name === 'action.yaml' ||
    /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path),
  read: readWorkflow,
};

function readWorkflow(file: ReadableFile, deadline: number): Omit<DependencyFile, 'path' | 'format'> | undefined {
  const references = new References(file.bytes);
  let isWorkflow = false;
  visitYaml(file.bytes, deadline, (keys, value, line) => {
    const [top, , third] = keys;
    if (keys.length === 1 && (top === 'jobs' || top === 'runs')) isWorkflow = true;
    if (value === undefined || value === '') return;
    const last = keys.at(-1);
    if (top === 'jobs') {
      if (last === 'uses' && (keys.length === 3 || (keys.length === 5 && third === 'steps')))
        references.use(value, line);
      else if (third === 'container' && (keys.length === 3 || (keys.length === 4 && last === 'image')))
        references.run(value, line);
      else if (third === 'services' && keys.length === 5 && last === 'image') references.run(value, line);
    } else if (top === 'runs') {
      if (last === 'uses' && keys[1] === 'steps' && keys.length === 4) references.use(value, line);
      else if (last === 'image' && keys.length === 2 && value.startsWith('docker://')) references.use(value, line);
    }
  });
  if (!isWorkflow) return undefined;
  return { role: 'reference', packages: references.packages, ...references.problems.content };
}

class References {
  readonly packages: Draft[] = [];
  readonly problems = new Problems();
  readonly #bytes: Uint8Array;
  #lines: readonly string[] | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The value of a `uses`. */
  use(written: string, line: number): void {
    if (written.startsWith('./') || written.startsWith('../')) return;
    if (written.startsWith('docker://')) return this.run(written.slice('docker://'.length), line);
    const [, owner = '', repository = '', path = '', ref = ''] =
      /^([\w.-]+)\/([\w.-]+)((?:\/[^@\s]*)?)@([^\s:]+)$/.exec(written) ?? [];
    if (repository === '' || written.includes('${{')) {
      this.problems.add('malformed', line, `${quotedAction(written)} names no action, and was left out.`);
      return;
    }
    const purl = formatPurl({
      type: 'github',
      namespace: owner,
      name: repository,
      version: ref,
      ...(path.length > 1 ? { subpath: path.slice(1) } : {}),
    });
    const isCommit = /^[\da-f]{40}(?:[\da-f]{24})?$/i.test(ref);
    const version = isCommit ? this.#versionBehind(line) : undefined;
    this.packages.push({
      purl,
      line,
      direct: true,
      scope: 'build',
      ...(version === undefined ? {} : { constraint: version }),
    });
    if (!isCommit)
      this.problems.add(
        'unpinned',
        line,
        `${quotedAction(written)} names a tag or a branch: whoever can move it decides what runs here. A commit cannot be moved.`,
        purl,
      );
  }

  /** An image that runs here. */
  run(image: string, line: number): void {
    if (image.includes('${{')) {
      this.problems.add('unresolved', line, `${quotedImage(image)} is known when it runs.`);
      return;
    }
    const listed = addImage(image, line, this.packages, this.problems);
    if (listed !== undefined) listed.scope = 'build';
  }

  /** The version in a comment, as people and bots write it behind a commit. */
  #versionBehind(line: number): string | undefined {
    this.#lines ??= Buffer.from(this.#bytes).toString('utf8').split('\n');
    return /#\s*(?:tag=|@)?(v?\d+(?:\.\d+)*(?:[-+][\w.-]+)?)(?:\s|$)/.exec(
      this.#lines[line - 1]?.slice(0, 1000) ?? '',
    )?.[1];
  }
}

/** `owner/repo@ref`, fit for a message: without user and password before it. */
function quotedAction(written: string): string {
  const named = written.slice(0, Math.max(written.lastIndexOf('@'), 0));
  return quoted(/^[^@:]*\/[^@:]*$/.test(named) ? written : written.slice(written.lastIndexOf('@') + 1));
}
