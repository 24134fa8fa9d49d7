import { formatPurl } from '#ground/packages';
import { Listing, plainUrl } from '../../listing.ts';
import { ReadFailure, type DependencyReader } from '../../reader.ts';
import { linesOf, Patience } from '../../text-lines.ts';

/**
 * Bundler's `Gemfile.lock` or `gems.locked`: sections without indentation, sources with their specs, each with what it needs; DEPENDENCIES
 * are what the Gemfile asks for. A gem that is there for several platforms is listed once: versions, and advisories, are the gem's.
 */
export const reader: DependencyReader = {
  format: 'ruby/gemfile-lock',
  wants: (_path, name) => name === 'gemfile.lock' || name === 'gems.locked' || name.endsWith('.gemfile.lock'),
  read(file, deadline) {
    const lines = linesOf(file);
    const lock = new GemfileLock();
    const patience = new Patience(deadline);
    for (const [i, line] of lines.entries()) {
      patience.check(i + 1);
      if (line.trim() !== '') lock.read(line, i + 1);
    }
    if (!lock.known && lines.some((line) => line.trim() !== ''))
      throw new ReadFailure('malformed', 'no section of a Gemfile.lock', 1);
    return { role: 'lockfile', ...lock.finish() };
  },
};

const sources = new Set(['GEM', 'GIT', 'PATH', 'PLUGIN SOURCE']);
const sections = new Set([...sources, 'PLATFORMS', 'DEPENDENCIES', 'CHECKSUMS', 'RUBY VERSION', 'BUNDLED WITH']);

class GemfileLock {
  known = false;
  readonly #listing = new Listing();
  readonly #byName = new Map<string, number>();
  readonly #versions = new Map<number, string>();
  readonly #needs: { readonly from: number; readonly name: string }[] = [];
  readonly #asked: { readonly name: string; readonly constraint: string | undefined }[] = [];
  #section = '';
  #remote: string | undefined;
  #revision: string | undefined;
  #current: number | undefined;

  read(line: string, number: number): void {
    const indent = line.length - line.trimStart().length;
    const text = line.trim();
    if (indent === 0) {
      this.#section = text;
      this.known ||= sections.has(text);
      this.#remote = this.#revision = this.#current = undefined;
    } else if (this.#section === 'DEPENDENCIES') this.#dependency(text);
    else if (this.#section === 'CHECKSUMS') this.#checksum(text);
    else if (!sources.has(this.#section)) return;
    else if (indent === 2) this.#option(text);
    else if (indent === 4) this.#spec(text, number);
    else if (indent < 6)
      this.#listing.problem('unsupported', number, 'A line of a source that stands at no level of its specs.');
    else if (this.#current !== undefined) this.#needs.push({ from: this.#current, name: splitSpec(text).name });
  }

  #option(text: string): void {
    const [, key, value = ''] = /^(remote|revision): (.*)$/.exec(text) ?? [];
    if (key === 'remote') this.#remote ??= value;
    if (key === 'revision') this.#revision = value;
  }

  #spec(text: string, line: number): void {
    const { name, inside } = splitSpec(text);
    const version = inside === undefined ? undefined : versionOf(inside);
    this.#current = undefined;
    if (version === undefined || name === '')
      return this.#listing.problem('malformed', line, 'A gem without a version in brackets.');
    const known = this.#byName.get(name);
    if (known !== undefined && this.#versions.get(known) === version) {
      this.#current = known;
      return;
    }
    const purl = formatPurl({ type: 'gem', name, version });
    if (known !== undefined) this.#listing.problem('duplicate', line, 'A gem stands here in a second version.', purl);
    const source = this.#source();
    this.#current = this.#listing.add({ purl, line, ...(source === undefined ? {} : { source }) });
    this.#versions.set(this.#current, version);
    if (known === undefined) this.#byName.set(name, this.#current);
  }

  /** Undefined for gems of rubygems.org. */
  #source(): string | undefined {
    if (this.#remote === undefined) return undefined;
    if (this.#section === 'PATH') return this.#remote.slice(0, 500);
    const url = plainUrl(this.#remote);
    if (this.#section === 'GEM') return url === 'https://rubygems.org/' ? undefined : url;
    return url === undefined || this.#revision === undefined ? url : `${url}#${this.#revision}`;
  }

  #dependency(text: string): void {
    const { name, inside } = splitSpec(text.endsWith('!') ? text.slice(0, -1) : text);
    this.#asked.push({ name, constraint: inside });
  }

  /** `rails (7.0.4) sha256=…`; of a gem's platforms, the first that has one. */
  #checksum(text: string): void {
    const [, spec = '', digest] = /^(.*\)) sha256=([0-9a-f]{64})\b/.exec(text) ?? [];
    const entry = digest === undefined ? undefined : this.#listing.at(this.#byName.get(splitSpec(spec).name) ?? -1);
    if (entry !== undefined) entry.integrity ??= `sha256:${digest}`;
  }

  finish(): ReturnType<Listing['result']> {
    for (const { from, name } of this.#needs) {
      const to = this.#byName.get(name);
      if (to !== undefined) this.#listing.link(from, to);
    }
    for (const { name, constraint } of this.#asked) {
      const entry = this.#listing.at(this.#byName.get(name) ?? -1);
      if (entry === undefined) continue;
      entry.direct = true;
      if (constraint !== undefined) entry.constraint = constraint.slice(0, 200);
    }
    return this.#listing.result();
  }
}

/** `nokogiri (1.15.4-x86_64-linux)`: the name, and what stands in brackets. */
function splitSpec(text: string): { readonly name: string; readonly inside: string | undefined } {
  const space = text.indexOf(' (');
  if (space === -1 || !text.endsWith(')')) return { name: text.replace(/!$/, ''), inside: undefined };
  return { name: text.slice(0, space), inside: text.slice(space + 2, -1) };
}

/** The version before the platform: no version of a gem has a dash. Undefined for what is none. */
function versionOf(inside: string): string | undefined {
  const version = inside.split('-', 1)[0] ?? '';
  return /^[0-9][0-9A-Za-z.]*$/.test(version) ? version : undefined;
}
