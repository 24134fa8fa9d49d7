import type { ListedPackage } from '#ground/model';
import { Listing } from '../../listing.ts';
import { isName, normalName, pypiPurl } from './pypi.ts';
import {
  atRevision,
  fromPlace,
  isCommit,
  parseRequirement,
  pinnedVersion,
  type Requirement,
  sourceOf,
} from './requirement.ts';

/** Where in a manifest something is asked for. */
export interface Place {
  readonly line: number;
  readonly endLine?: number;
  readonly scope?: NonNullable<ListedPackage['scope']> | undefined;
  readonly group?: string | undefined;
  /** Not asked for by the project itself: what builds it in a place of its own. */
  readonly isApart?: boolean;
}

/** Gathers what a Python manifest asks for: all of it direct. */
export class AskedPackages {
  readonly listing = new Listing();
  /** For what links manifests with lockfiles. */
  readonly extras: { readonly name: string; readonly extras: readonly string[] }[] = [];

  /** A dependency specifier of PEP 508. What is none is told. */
  specifier(text: string, place: Place): number | undefined {
    const requirement = parseRequirement(text);
    if (requirement !== undefined) return this.requirement(requirement, place);
    this.listing.problem('malformed', place.line, 'This is no dependency specifier.');
    return undefined;
  }

  /** A line as pip takes it: a specifier, a repository or an archive, with options behind it. */
  pip(text: string, place: Place): number | undefined {
    const options = text.search(/\s--?[a-z]/);
    const written = options < 0 ? text : text.slice(0, options);
    const other = parseRequirement(written) === undefined ? fromPlace(written) : undefined;
    // A path of which nobody knows what it is called.
    if (other?.name === '') return undefined;
    return other === undefined ? this.specifier(written, place) : this.requirement(other, place);
  }

  requirement({ name, specifier, url, extras }: Requirement, place: Place): number {
    this.wantsExtras(name, extras);
    return this.add(name, pinnedVersion(specifier), place, { constraint: specifier, source: url });
  }

  /** `name[extra]`: its extras decide what it brings in. */
  wantsExtras(name: string, extras: readonly string[]): void {
    if (extras.length > 0) this.extras.push({ name: normalName(name), extras: extras.map(normalName) });
  }

  /** `{version = "…", git = "…", rev = "…", path = "…"}` as Pipfile, Poetry and PDM write it; `version` is a text of its own, too. */
  add(
    name: string,
    version: string | undefined,
    { line, endLine, scope, group, isApart = false }: Place,
    { constraint = '', source }: { readonly constraint?: string; readonly source?: string | undefined },
  ): number {
    const purl = pypiPurl(name, version);
    const position = this.listing.add({
      purl,
      line,
      ...(endLine !== undefined && endLine !== line && { endLine }),
      ...(constraint !== '' && constraint !== '*' && { constraint: constraint.slice(0, 1000) }),
      ...(!isApart && { direct: true as const }),
      ...(scope !== undefined && { scope }),
      ...(group !== undefined && { group }),
      ...(source !== undefined && source !== '' && { source }),
    });
    if (source !== undefined && /^(?:git|hg|svn|bzr)\+/.test(source) && !isCommit(atRevision(source).revision))
      this.listing.problem('unpinned', line, `${name} is taken from a repository at no particular commit.`, purl);
    return position;
  }

  /** A name with a text or a table, as Pipfile and Poetry have them. */
  named(name: string, said: Said, place: Place): void {
    if (!isName(name)) {
      this.listing.problem('malformed', place.line, 'This is no name of a package.');
      return;
    }
    const constraint = (typeof said === 'string' ? said : (said('version') ?? '')).replace(/\s+/g, '');
    const source = typeof said === 'string' ? undefined : sourceSaid(said);
    const plain = /^\d[\w.]*$/.test(constraint) ? constraint : undefined;
    this.add(name, pinnedVersion(constraint) ?? plain, place, { constraint, source });
  }
}

/** What a table says under a key. */
type Said = string | ((key: string) => string | undefined);

function sourceSaid(said: (key: string) => string | undefined): string | undefined {
  for (const vcs of ['git', 'hg', 'svn', 'bzr']) {
    const url = said(vcs);
    const revision = said('rev') ?? said('ref') ?? said('tag') ?? said('branch');
    if (url !== undefined) return sourceOf(`${vcs}+${url}${revision === undefined ? '' : `@${revision}`}`);
  }
  const other = said('url') ?? said('file') ?? said('path');
  return other === undefined ? undefined : sourceOf(other);
}
