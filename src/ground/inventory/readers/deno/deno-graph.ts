import type { JsonNode } from '#ground/formats';
import type { Draft, Edges, Request } from '../../dependency-graph.ts';
import { Problems, quoted } from '../../problems.ts';
import { jsrPurl, npmPurl, splitDescriptor } from '../npm/specifier.ts';
import { packageOfUrl } from './module-url.ts';

interface Asked {
  readonly workspace: string;
  readonly specifier: string;
}

/** The packages of a deno.lock. */
export class DenoGraph {
  readonly packages: Draft[] = [];
  readonly problems = new Problems();
  /** `npm:name@1.0.0_peer@2.0.0` → position. */
  readonly #positions = new Map<string, number>();
  /** `npm:name` → position of the only version; undefined when there are several. */
  readonly #single = new Map<string, number | undefined>();
  readonly #specifiers = new Map<string, string>();
  readonly #asked: Asked[] = [];
  /** Of each package: ids or specifiers, with their `npm:` or `jsr:`. */
  readonly #needed: (readonly string[])[] = [];
  readonly #optional: (readonly string[])[] = [];

  /** `npm:chalk@5` → `5.3.0`, or `npm:chalk@5.3.0` before version 4. */
  specify(specifier: string, resolved: string): void {
    const [name] = splitSpecifier(specifier);
    this.#specifiers.set(specifier, /^(?:npm|jsr):/.test(resolved) ? resolved : `${name}@${resolved}`);
  }

  ask(workspace: string, specifiers: JsonNode | undefined): void {
    for (const { text } of specifiers?.items ?? [])
      if (text !== undefined) this.#asked.push({ workspace, specifier: text });
  }

  addNpm(id: string, node: JsonNode, line: number): void {
    const [name, version = ''] = splitDescriptor(withoutPeers(id));
    const purl = npmPurl(name, version);
    if (purl === undefined || version === '') return this.#leaveOut(id, line);
    const integrity = node.get('integrity')?.text;
    this.#add(`npm:${id}`, `npm:${name}`, {
      purl,
      line,
      ...(node.endLine > line ? { endLine: node.endLine } : {}),
      ...(integrity !== undefined && /^sha\d+-/.test(integrity) ? { integrity } : {}),
      ...(node.get('optional')?.isTrue === true ? { scope: 'optional' } : {}),
      ...(node.get('scripts')?.isTrue === true ? { runsScripts: true } : {}),
      ...(node.get('deprecated')?.isTrue === true ? { deprecated: 'deprecated' } : {}),
    });
    this.#needed.push(namesIn(node.get('dependencies')));
    this.#optional.push([...namesIn(node.get('optionalDependencies')), ...namesIn(node.get('optionalPeers'))]);
  }

  addJsr(id: string, node: JsonNode, line: number): void {
    const [name, version = ''] = splitDescriptor(id);
    const purl = jsrPurl(name, version);
    if (purl === undefined || version === '') return this.#leaveOut(id, line);
    const integrity = node.get('integrity')?.text;
    this.#add(`jsr:${id}`, `jsr:${name}`, {
      purl,
      line,
      ...(node.endLine > line ? { endLine: node.endLine } : {}),
      ...(integrity !== undefined && /^[\da-f]{64}$/.test(integrity) ? { integrity: `sha256:${integrity}` } : {}),
    });
    this.#needed.push((node.get('dependencies')?.items ?? []).flatMap(({ text }) => text ?? []));
    this.#optional.push([]);
  }

  /** A module that is fetched by its URL: one package for all files of one version. */
  addUrl(url: string, line: number): void {
    const found = packageOfUrl(url);
    if (found === undefined || this.#positions.has(found.source)) return;
    this.#add(found.source, found.source, { purl: found.purl, line, source: found.source });
    this.#needed.push([]);
    this.#optional.push([]);
  }

  link(): { requests: Request[]; edges: Edges } {
    const positions = (names: readonly string[]) => names.flatMap((name) => this.#find(name) ?? []);
    for (const [index, needed] of this.#needed.entries())
      for (const name of needed)
        if (this.#find(name) === undefined)
          this.problems.add(
            'unresolved',
            this.packages[index]!.line,
            `It needs ${quoted(name)}, which the file does not list.`,
            this.packages[index]!.purl,
          );
    const requests = this.#asked.flatMap(({ workspace, specifier }): Request[] => {
      const to = this.#find(specifier);
      if (to === undefined) return [];
      const [, constraint] = splitSpecifier(specifier);
      return [{ to, workspace, ...(constraint === undefined ? {} : { constraint }) }];
    });
    return { requests, edges: { needed: this.#needed.map(positions), optional: this.#optional.map(positions) } };
  }

  #find(name: string): number | undefined {
    const id = this.#specifiers.get(name) ?? name;
    return this.#positions.get(id) ?? this.#single.get(id);
  }

  #add(id: string, name: string, listed: Draft): void {
    if (this.#positions.has(id))
      this.problems.add(
        'duplicate',
        listed.line,
        `${quoted(id)} stands here a second time: both were read.`,
        listed.purl,
      );
    const position = this.packages.push(listed) - 1;
    this.#positions.set(id, position);
    this.#single.set(name, this.#single.has(name) ? undefined : position);
  }

  #leaveOut(id: string, line: number): void {
    this.problems.add('malformed', line, `${quoted(id)} names no package, and was left out.`);
  }
}

/** `npm:@s/n@^1` → `npm:@s/n` and `^1`. */
function splitSpecifier(specifier: string): readonly [name: string, range: string | undefined] {
  const start = specifier.indexOf(':') + 1;
  const [name, range] = splitDescriptor(specifier.slice(start));
  return [specifier.slice(0, start) + name, range];
}

/** Names with a version where there are several: an array since version 4, before that an object of names and ids. */
function namesIn(node: JsonNode | undefined): string[] {
  const ids = node?.kind === 'object' ? [...node.members.values()] : (node?.items ?? []);
  return ids.flatMap(({ text }) => (text === undefined ? [] : `npm:${text.startsWith('npm:') ? text.slice(4) : text}`));
}

/** `react-dom@18.2.0_react@18.2.0` → `react-dom@18.2.0`. A name may hold underscores, a version none. */
function withoutPeers(id: string): string {
  const at = id.indexOf('@', 1);
  const end = at === -1 ? -1 : id.indexOf('_', at);
  return end === -1 ? id : id.slice(0, end);
}
