import type { DependencyFile, ListedPackage } from '#ground/model';
import { formatPurl } from '#ground/packages';
import { Listing } from '../../listing.ts';
import { isNamePart, purlOf, versionIn } from './coordinates.ts';
import { keyOf, type Managed, Management } from './management.ts';
import type { PomBody, PomDependency, PomModel } from './pom-model.ts';
import { interpolate, type Interpolated, type Lookup } from './properties.ts';

type Content = Omit<DependencyFile, 'path' | 'format'>;

/** What a project asks of the others. */
interface Poms {
  find(groupId: string, artifactId: string, version: string): PomFile | undefined;
  project(file: PomFile): Project;
  /** What all poms together may still cost. */
  readonly effort: { left: number };
}

export interface PomFile {
  readonly path: string;
  readonly model: PomModel;
}

/** One pom with what it inherits. */
export class Project {
  readonly #tree: Poms;
  readonly #file: PomFile;
  /** Itself first. */
  readonly #line: readonly PomModel[];
  readonly #files: readonly PomFile[];
  readonly #values = new Map<string, string | undefined>();
  #management: Management | undefined;
  readonly #unmanaged: { readonly name: string; readonly line: number }[] = [];
  readonly #missing: { readonly detail: string; readonly line: number; readonly purl?: string }[] = [];

  constructor(tree: Poms, file: PomFile, ancestors: readonly PomFile[]) {
    this.#tree = tree;
    this.#file = file;
    this.#files = [file, ...ancestors];
    this.#line = this.#files.map(({ model }) => model);
  }

  content(): Content {
    const { model } = this.#file;
    const listing = new Listing();
    const last = this.#line.at(-1)?.parent;
    const line = model.parent?.line ?? model.line;
    if (last !== undefined) {
      const name = `${last.groupId}:${last.artifactId}:${last.version}`;
      listing.problem(
        'missing-file',
        line,
        `Its ancestor ${name} is not among the files: versions that it sets are not known.`,
        purlOf(last.groupId, last.artifactId, this.#text(last.version).text),
      );
    }
    this.#add(listing, model.body, undefined);
    for (const profile of model.profiles) this.#add(listing, profile, profile.id);
    this.#tellUnmanaged(listing);
    for (const { detail, line, purl } of this.#missing) listing.problem('missing-file', line, detail, purl);
    if (this.#tree.effort.left < 0)
      listing.problem('unsupported', line, 'It and the others inherit more than is followed.');
    const { text: version, missing } = this.#text(this.#own('version'));
    const name = `${this.#text(this.#own('groupId')).text}:${model.artifactId ?? ''}`;
    return {
      role: 'manifest',
      root: { name, ...(version !== '' && missing === undefined && { version }) },
      ...listing.result(),
    };
  }

  /** Told once: where a parent is missing, they are many, and all for that one reason. */
  #tellUnmanaged(listing: Listing): void {
    const [first] = this.#unmanaged;
    if (first === undefined) return;
    const names = this.#unmanaged.slice(0, 3).map(({ name }) => name);
    const more = this.#unmanaged.length - names.length;
    const detail = `No file says which version this is: ${names.join(', ')}${more === 0 ? '' : `, and ${more} more`}.`;
    listing.problem('unresolved', first.line, detail);
  }

  /** What dependencyManagement says, of this pom and of its ancestors and BOMs. */
  management(): Management {
    this.#management ??= this.#managementOf(
      this.#line.flatMap(({ body, profiles }) =>
        [body, ...profiles.filter(({ isDefault }) => isDefault)].map(({ managed }) => managed),
      ),
      this.#lookup,
    );
    return this.#management;
  }

  #managementOf(lists: readonly (readonly PomDependency[])[], lookup: Lookup): Management {
    return new Management(
      lists,
      lookup,
      (dependency, isOwn) => this.#bom(dependency, lookup, isOwn),
      this.#tree.effort,
    );
  }

  #bom(
    { groupId, artifactId, version = '', line }: PomDependency,
    lookup: Lookup,
    isOwn: boolean,
  ): Management | undefined {
    const [group = '', name = '', at = ''] = [groupId, artifactId, version].map(
      (part) => interpolate(part, lookup).text,
    );
    const file = this.#tree.find(group, name, at);
    if (file !== undefined) return this.#tree.project(file).management();
    const detail = `The BOM ${group}:${name}:${at} is not among the files: versions that it sets are not known.`;
    // Of an ancestor's, that one's own file says it.
    if (isOwn) this.#missing.push({ detail, line, purl: purlOf(group, name, at) });
    return undefined;
  }

  #add(listing: Listing, body: PomBody, profile: string | undefined): void {
    const lookup = profile === undefined ? this.#lookup : this.#lookupIn(body);
    const own = profile === undefined ? undefined : this.#managementOf([body.managed], lookup);
    const inherited = this.management();
    own?.boms();
    inherited.boms();
    const managed = (key: string) => own?.find(key) ?? inherited.find(key);
    for (const dependency of body.dependencies) this.#dependency(listing, dependency, managed, lookup, profile);
    // A plugin is managed as a jar is, in lists of its own.
    const plugins = this.#managementOf(
      [body, ...this.#line.map((model) => model.body)].map(({ managedPlugins }) => managedPlugins),
      lookup,
    );
    for (const plugin of body.plugins) this.#plugin(listing, plugin, plugins, lookup, profile);
  }

  #dependency(
    listing: Listing,
    dependency: PomDependency,
    managed: (key: string) => Managed | undefined,
    lookup: Lookup,
    profile: string | undefined,
  ): void {
    const [group, name] = [interpolate(dependency.groupId, lookup), interpolate(dependency.artifactId, lookup)];
    const { line, endLine } = dependency;
    if (!isNamePart(group.text) || !isNamePart(name.text)) {
      const what = group.missing ?? name.missing;
      listing.problem(
        what === undefined ? 'malformed' : 'unresolved',
        line,
        what === undefined
          ? 'A dependency without a group and an artifact.'
          : `The property ${what} has no value here.`,
      );
      return;
    }
    const from = managed(keyOf(dependency, lookup));
    const version = dependency.version === undefined ? from?.version : interpolate(dependency.version, lookup);
    const scope = scopeOf(dependency.scope ?? from?.scope, dependency.optional === true);
    this.#list(
      listing,
      { group: group.text, name: name.text, version, dependency, lookup },
      { line, endLine, scope, profile },
    );
    if (version === undefined) this.#unmanaged.push({ name: `${group.text}:${name.text}`, line });
    else if (version.missing !== undefined)
      listing.problem(
        'unresolved',
        line,
        `The version of ${group.text}:${name.text} is not known: the property ${version.missing} has no value here.`,
        purlOf(group.text, name.text),
      );
    else if (/^(?:LATEST|RELEASE)$/.test(version.text))
      listing.problem(
        'unpinned',
        line,
        `${group.text}:${name.text} is asked for at ${version.text}.`,
        purlOf(group.text, name.text),
      );
  }

  #plugin(
    listing: Listing,
    plugin: PomDependency,
    managed: Management,
    lookup: Lookup,
    profile: string | undefined,
  ): void {
    const [group, name] = [interpolate(plugin.groupId, lookup), interpolate(plugin.artifactId, lookup)];
    if (!isNamePart(group.text) || !isNamePart(name.text)) return;
    const version =
      plugin.version === undefined ? managed.find(keyOf(plugin, lookup))?.version : interpolate(plugin.version, lookup);
    this.#list(
      listing,
      { group: group.text, name: name.text, version, dependency: undefined, lookup },
      { line: plugin.line, endLine: plugin.endLine, scope: 'build', profile },
    );
  }

  #list(
    listing: Listing,
    { group, name, version, dependency, lookup }: Asked,
    {
      line,
      endLine,
      scope,
      profile,
    }: {
      readonly line: number;
      readonly endLine: number;
      readonly scope: ListedPackage['scope'];
      readonly profile: string | undefined;
    },
  ): void {
    const { exact, constraint } = versionIn(version);
    const qualifiers = Object.fromEntries(
      [
        ['classifier', interpolate(dependency?.classifier ?? '', lookup).text] as const,
        ['type', dependency?.type ?? ''] as const,
      ].filter(([key, value]) => isNamePart(value) && !(key === 'type' && value === 'jar')),
    );
    listing.add({
      purl: formatPurl({
        type: 'maven',
        namespace: group,
        name,
        ...(exact !== undefined && { version: exact }),
        qualifiers,
      }),
      line,
      ...(endLine !== line && { endLine }),
      ...(constraint !== undefined && { constraint }),
      direct: true,
      ...(scope !== undefined && { scope }),
      ...(profile !== undefined && { group: profile }),
    });
  }

  /** Of a profile: its own properties and management come first. */
  #lookupIn(body: PomBody): Lookup {
    const own = propertiesOf(body);
    return (name) => own.get(name) ?? this.#lookup(name);
  }

  #text(written: string): Interpolated {
    return written.includes('${') ? interpolate(written, this.#lookup) : { text: written };
  }

  /** What this project is called, inherited where it does not say it. */
  #own(key: 'groupId' | 'version'): string {
    const [model] = this.#line;
    return model?.[key] ?? model?.parent?.[key] ?? '';
  }

  readonly #lookup: Lookup = (name) => {
    if (this.#values.has(name)) return this.#values.get(name);
    this.#tree.effort.left -= 1;
    const value = this.#value(name);
    this.#values.set(name, value);
    return value;
  };

  /** Maven's model reference: what the project says of itself, then properties, the nearest one first. */
  #value(name: string): string | undefined {
    const [, of = '', key = ''] = /^(?:project|pom)\.(parent\.)?(groupId|artifactId|version)$/.exec(name) ?? [];
    const [model] = this.#line;
    if (of !== '') return model?.parent?.[key === 'groupId' || key === 'version' ? key : 'artifactId'];
    if (key === 'groupId' || key === 'version') return this.#own(key);
    if (key === 'artifactId') return model?.artifactId;
    for (const { body } of this.#line) {
      const found = propertiesOf(body).get(name);
      if (found !== undefined) return found;
    }
    // Where profiles alone say it, the one that is on by default counts, else the first.
    for (const { profiles } of this.#line)
      for (const profile of [...profiles.filter(({ isDefault }) => isDefault), ...profiles]) {
        const found = propertiesOf(profile).get(name);
        if (found !== undefined) return found;
      }
    return name === 'version' ? this.#own('version') : name === 'groupId' ? this.#own('groupId') : undefined;
  }
}

interface Asked {
  readonly group: string;
  readonly name: string;
  readonly version: Interpolated | undefined;
  readonly dependency: PomDependency | undefined;
  readonly lookup: Lookup;
}

const propertiesOfBodies = new WeakMap<PomBody, ReadonlyMap<string, string>>();

/** The last one of a name counts. */
function propertiesOf(body: PomBody): ReadonlyMap<string, string> {
  let properties = propertiesOfBodies.get(body);
  if (properties === undefined) propertiesOfBodies.set(body, (properties = new Map(body.properties)));
  return properties;
}

function scopeOf(scope: string | undefined, isOptional: boolean): ListedPackage['scope'] {
  if (scope === 'test') return 'test';
  if (scope === 'provided' || scope === 'system') return 'provided';
  return isOptional ? 'optional' : undefined;
}
