import type { JsonNode } from '#ground/formats';
import type { Draft, Scope } from '../../dependency-graph.ts';
import { isExactVersion, npmPurl, readSpecifier, sourceOf } from './specifier.ts';
import type { Called } from './tarball.ts';

/** Which names a place asks for, and how. */
export interface Asked {
  readonly name: string;
  readonly constraint?: string | undefined;
  readonly how: 'needed' | 'optional' | 'peer' | 'dev';
}

/** One entry, in either form of the file. */
export class EntryBeingRead {
  readonly line: number;
  readonly asked: Asked[] = [];
  linksTo: string | undefined;
  readonly #kind: 'places' | 'nested';
  #endLine: number;
  #name: string;
  #version: string | undefined;
  #resolved: string | undefined;
  readonly #flags = new Set<string>();
  readonly #details: { integrity?: string; licence?: string; deprecated?: string } = {};
  readonly #put: (entry: EntryBeingRead) => void;

  constructor(kind: 'places' | 'nested', name: string, line: number, put: (entry: EntryBeingRead) => void) {
    this.#kind = kind;
    this.#name = name;
    this.line = line;
    this.#endLine = line;
    this.#put = put;
  }

  say(key: string, value: JsonNode): void {
    const text = value.text;
    if (value.isTrue) this.#flags.add(key);
    switch (key) {
      case 'name':
        if (text !== undefined) this.#name = text;
        break;
      case 'version':
        this.#version = text;
        break;
      case 'resolved':
        this.#resolved = text;
        break;
      case 'integrity':
        if (text !== undefined && /^sha\d+-/.test(text)) this.#details.integrity = text;
        break;
      case 'license':
        this.#sayLicence(value);
        break;
      case 'deprecated':
        if (text !== undefined) this.#details.deprecated = text;
        break;
      case 'dependencies':
      case 'requires':
        this.#ask(value, 'needed');
        break;
      case 'optionalDependencies':
        this.#ask(value, 'optional');
        break;
      case 'peerDependencies':
        this.#ask(value, 'peer');
        break;
      case 'devDependencies':
        this.#ask(value, 'dev');
        break;
    }
  }

  #sayLicence(value: JsonNode): void {
    const licence = value.text ?? value.get('type')?.text;
    if (licence !== undefined && licence !== '') this.#details.licence = licence;
  }

  #ask(names: JsonNode, how: Asked['how']): void {
    for (const [name, constraint] of names.members) this.asked.push({ name, constraint: constraint.text, how });
  }

  end(line: number): void {
    this.#endLine = line;
    if (this.#flags.has('link')) this.linksTo = this.#resolved ?? '';
    else if (this.#isFolder()) this.linksTo = this.#version;
    this.#put(this);
  }

  /** Version 1 has a workspace as a package whose version is its folder. What is resolved too, npm fetches from there. */
  #isFolder(): boolean {
    if (this.#kind === 'places' || this.#resolved !== undefined || this.#details.integrity !== undefined) return false;
    return this.#version !== undefined && readSpecifier(this.#name, this.#version).kind === 'local';
  }

  /** What is fetched: version 1 may have it where the version stands. */
  get address(): string | undefined {
    return this.#resolved ?? this.#version;
  }

  get called(): Called {
    return this.#identity();
  }

  listed(place: string): Draft | undefined {
    const { name, version, source } = this.#identity();
    const purl = npmPurl(name, version);
    if (purl === undefined) return undefined;
    const scope = scopeOf(this.#flags);
    return {
      purl,
      line: this.line,
      ...(this.#endLine > this.line ? { endLine: this.#endLine } : {}),
      ...(scope === undefined ? {} : { scope }),
      place,
      ...(source === undefined ? {} : { source }),
      ...this.#details,
      ...(this.#flags.has('hasInstallScript') ? { runsScripts: true } : {}),
    };
  }

  /** Version 1 writes an alias or an address where the version stands. */
  #identity(): Called & { readonly source?: string | undefined } {
    const version = this.#version ?? '';
    if (version === '' || isExactVersion(version))
      return { name: this.#name, version, source: sourceOf(this.#resolved) };
    const specifier = readSpecifier(this.#name, version);
    switch (specifier.kind) {
      case 'registry':
      case 'jsr':
        return { name: specifier.name, version: specifier.range, source: sourceOf(this.#resolved) };
      default:
        return {
          name: this.#name,
          source: sourceOf(this.#resolved) ?? (specifier.kind === 'remote' ? specifier.source : undefined),
        };
    }
  }
}

/** npm's flags: a package has one when nothing else needs it. */
function scopeOf(flags: ReadonlySet<string>): Scope | undefined {
  if (flags.has('dev')) return 'dev';
  if (flags.has('optional') || flags.has('devOptional')) return 'optional';
  return flags.has('peer') ? 'peer' : undefined;
}
