import type { DependencyFile } from '#ground/model';
import { detached, Patience, textOf } from '../../text-lines.ts';
import { NamedLinks } from '../../named-links.ts';
import type { DependencyReader, ReadableFile } from '../../reader.ts';
import { spreadScopes } from '../../scopes.ts';
import { AskedPackages } from './asked.ts';
import { isName, normalName, scopeOfGroup } from './pypi.ts';
import { optionsOf, type RequirementLine, requirementLines } from './requirement-lines.ts';
import { fromPlace, parseRequirement, pinnedVersion, type Requirement, sourceOf } from './requirement.ts';

/**
 * Requirements and constraints files of pip. One in which every version is pinned, with hashes or with pip-compile's notes of who wanted
 * what, is a lockfile.
 */
export const reader: DependencyReader = {
  format: 'python/requirements',
  wants: (path, name) =>
    /(?:^|[._-])(?:requirements?|constraints?|reqs)(?:[._-][\w.-]*)?\.(?:txt|in|pip)$/.test(name) ||
    /(?:^|\/)(?:requirements?|reqs|constraints)\/(?:[\w.-]+\/)?[\w.-]+\.(?:txt|in|pip)$/i.test(path),
  read: (file, deadline) => new Requirements(file, deadline).content(),
};

type Content = Omit<DependencyFile, 'path' | 'format'>;

class Requirements {
  readonly #deadline: number;
  readonly #asked = new AskedPackages();
  readonly #text: string;
  readonly #isConstraints: boolean;
  readonly #scope: 'dev' | 'test' | 'optional' | undefined;
  /** Notes of pip-compile and uv: who wanted the package above. */
  readonly #notes = new NamedLinks();
  readonly #wanted: number[] = [];
  /** Who wanted each of them; empty: the project itself. */
  readonly #wantedBy: string[] = [];
  readonly #files: { [key: string]: string | number }[] = [];
  #inNotes = false;
  #understood = 0;
  #allPinned = true;
  #hasHashes = false;

  constructor(file: ReadableFile, deadline: number) {
    this.#deadline = deadline;
    this.#text = textOf(file);
    const name = file.path.slice(file.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
    this.#isConstraints = /(?:^|[._-])constraints?(?:[._-]|$)/i.test(name);
    this.#scope = this.#isConstraints ? 'optional' : scopeOfGroup(name);
  }

  content(): Content | undefined {
    let last: number | undefined;
    for (const line of requirementLines(this.#text, new Patience(this.#deadline))) {
      if (line.text === '') this.#note(line, last);
      else {
        last = this.#line(line);
        this.#inNotes = false;
        if (line.comment !== undefined) this.#note(line, last);
      }
    }
    const { listing } = this.#asked;
    // Prose that happens to have such a name.
    if (this.#understood === 0 && listing.problems.length > 0) return undefined;
    const isLocked = listing.size > 0 && this.#allPinned && (this.#hasHashes || this.#wanted.length > 0);
    if (isLocked || this.#isConstraints) for (let i = 0; i < listing.size; i += 1) delete listing.at(i)?.direct;
    for (const [i, position] of this.#wanted.entries()) {
      const wanting = this.#notes.of(this.#wantedBy[i] ?? '');
      const entry = listing.at(position);
      // Whoever is not listed is the project itself.
      if (wanting.length === 0 && entry !== undefined) entry.direct = true;
      for (const from of wanting) if (from !== position) listing.link(from, position);
    }
    const result = listing.result();
    return {
      role: isLocked ? 'lockfile' : 'manifest',
      ...result,
      packages: spreadScopes(result.packages),
      ...(this.#files.length > 0 && { extra: { files: this.#files } }),
    };
  }

  #line({ text, line, endLine }: RequirementLine): number | undefined {
    if (text.startsWith('-')) return this.#option(text, line);
    const options = /\s--?[a-z]/.exec(text);
    const written = options === null ? text : text.slice(0, options.index);
    const requirement = parseRequirement(written) ?? fromPlace(written);
    if (requirement === undefined) {
      this.#asked.listing.problem('malformed', line, 'This is no requirement.');
      return undefined;
    }
    const position = this.#add(requirement, line, endLine);
    if (position !== undefined && options !== null)
      this.#hashes(optionsOf(text.slice(options.index)).get('--hash') ?? [], position);
    return position;
  }

  #add(requirement: Requirement, line: number, endLine: number): number | undefined {
    this.#understood += 1;
    // A path of which nobody knows what it is called.
    if (requirement.name === '') return undefined;
    if (pinnedVersion(requirement.specifier) === undefined && requirement.url === undefined) this.#allPinned = false;
    const position = this.#asked.requirement(requirement, {
      line,
      endLine,
      scope: this.#scope,
      ...(this.#isConstraints && { group: 'constraints' }),
    });
    this.#notes.knows(position, normalName(requirement.name));
    return position;
  }

  #hashes(hashes: readonly string[], position: number): void {
    if (hashes.length > 0) this.#hasHashes = true;
    const entry = this.#asked.listing.at(position);
    const [hash] = hashes;
    if (
      hashes.length === 1 &&
      hash !== undefined &&
      entry !== undefined &&
      /^[a-z0-9]+:[0-9a-fA-F]{32,128}$/.test(hash)
    )
      entry.integrity = hash;
  }

  #option(text: string, line: number): number | undefined {
    const options = optionsOf(text);
    for (const [kind, option] of [
      ['includes', '--requirement'],
      ['constrained-by', '--constraint'],
    ] as const)
      for (const path of options.get(option) ?? []) {
        this.#understood += 1;
        this.#files.push({
          kind,
          path: /^[a-z][\w+.-]*:\/\//i.test(path) ? sourceOf(path) : path.slice(0, 1000),
          line,
        });
      }
    const editable = options.get('--editable')?.[0];
    if (editable !== undefined) {
      const requirement = fromPlace(text.replace(/^(?:-e|--editable)[\s=]*/, ''));
      return requirement === undefined ? undefined : this.#add(requirement, line, line);
    }
    if ([...options.keys()].some((option) => knownOptions.has(option))) this.#understood += 1;
    else if (!options.has('--requirement') && !options.has('--constraint'))
      this.#asked.listing.problem('malformed', line, 'This is no option of pip.');
    return undefined;
  }

  /** `# via flask`, `# via -r requirements.in`, or `# via` with one of them on each line below. */
  #note({ comment }: RequirementLine, position: number | undefined): void {
    if (comment === undefined || position === undefined) {
      this.#inNotes = false;
      return;
    }
    const begins = /^via\b\s*(.*)$/s.exec(comment);
    if (begins !== null) this.#inNotes = true;
    if (!this.#inNotes) return;
    for (const by of (begins?.[1] ?? comment).split(/,\s*/)) {
      const from = by.trim();
      if (from === '') continue;
      const isPackage = isName(from);
      if (!isPackage && !/^-[rc] |\s\(|\.(?:in|txt|toml|cfg|py)$/.test(from)) this.#inNotes = false;
      else if (!from.startsWith('-c ')) {
        this.#wanted.push(position);
        this.#wantedBy.push(isPackage ? detached(normalName(from)) : '');
      }
    }
  }
}

const knownOptions: ReadonlySet<string> = new Set(
  '--index-url --extra-index-url --no-index --find-links --no-binary --only-binary --prefer-binary --require-hashes --pre --trusted-host --use-feature --global-option --config-settings'.split(
    ' ',
  ),
);
