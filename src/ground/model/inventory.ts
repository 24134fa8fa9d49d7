import type { Json } from './canonical.ts';

/**
 * What software is made of: what one lockfile, manifest, image or folder lists, with who brought in whom. Facts of the dependency
 * analyzer, read by matching, SBOMs, fixes and the server. JSON: kept in caches and sent to servers.
 */
export type DependencyFile = {
  /** Relative to the subject's root, with `/`; `archive!/inside` in a container. */
  readonly path: string;
  /** Which reader understood it: `npm/package-lock`, `python/poetry-lock`, `os/dpkg`. */
  readonly format: string;
  readonly role: DependencyFileRole;
  /** What the file belongs to: the project, module or crate that it describes, where it says so. */
  readonly root?: { readonly name: string; readonly version?: string };
  readonly packages: readonly ListedPackage[];
  /** What is wrong with the file itself: each becomes a finding or a gap, never silence. */
  readonly problems?: readonly DependencyFileProblem[];
  /** What its ecosystem needs to link it with other files (linkFiles): the parent of a pom, the files that it includes. Linked files have none, but a VEX document: what it says. */
  readonly extra?: Json;
};

/**
 * - `lockfile`: exact versions, with the whole graph where the format has it;
 * - `manifest`: what people ask for: constraints, direct dependencies alone;
 * - `installed`: what stands on a file system: OS packages, node_modules, vendored and bundled code;
 * - `reference`: pulled in by name elsewhere: workflow actions, images, Terraform modules, submodules.
 */
export type DependencyFileRole = 'lockfile' | 'manifest' | 'installed' | 'reference';

/** One package at one place of a dependency file. One package at one version may be listed twice (npm: two folders), as the file does. */
export type ListedPackage = {
  /** Canonical package URL, with its version where one is known and without checksums: `pkg:npm/%40scope/name@1.2.3`. */
  readonly purl: string;
  /** Where it is listed: lines count from 1. */
  readonly line: number;
  readonly endLine?: number;
  /** As the file writes it: `^4.17.0`, `>=2,<3`. Manifests, and lockfiles that repeat it. */
  readonly constraint?: string;
  /** Asked for by the project itself, or by one of its workspaces. Absent: it was brought in, or the format does not tell (then no package of the file has it). */
  readonly direct?: true;
  /** Absent: production. `dev`: tests and tools, not shipped. A package that is needed for both is production. */
  readonly scope?: 'dev' | 'optional' | 'peer' | 'build' | 'test' | 'provided';
  /** The name of a group, extra, profile, configuration or feature, as the format calls it. */
  readonly group?: string;
  /** Workspaces (their folders, relative to the file's own; `.` for its own) that ask for it directly. */
  readonly workspaces?: readonly string[];
  /** Positions in `packages` of those that it brings in. Ascending, without duplicates; cycles are possible. */
  readonly dependsOn?: readonly number[];
  /** Where npm and its like put it: `node_modules/a/node_modules/b`. */
  readonly place?: string;
  /** `sha512-…` (SRI) or `sha256:hex`, as far as the file has it. */
  readonly integrity?: string;
  /** Where it was fetched from when that is not the ecosystem's public registry: a URL without credentials, a path, a git revision. */
  readonly source?: string;
  /** Purl of the source package that it was built from, with that one's version: `pkg:deb/debian/curl@7.88.1-10?arch=source&distro=debian-12`. Distributions' advisories are about source packages. */
  readonly builtFrom?: string;
  /** SPDX expression or the file's own word. */
  readonly licence?: string;
  /** The file says that the publisher deprecated it, in these words. */
  readonly deprecated?: string;
  /** The file says that installing it runs code of it. */
  readonly runsScripts?: true;
};

export type DependencyFileProblem = {
  /**
   * - `conflict`: merge conflict markers; what stands on both sides was read as far as it could be;
   * - `duplicate`: a key or package is defined twice and differently, or as one package and fetched as another;
   * - `unpinned`: the reference can change under our feet (a branch, `latest`, no digest);
   * - `malformed`: an entry makes no sense and was left out;
   * - `missing-file`: it names a file that was not handed over (`-r`, `<parent>`);
   * - `unresolved`: a version that could not be computed (an undefined property);
   * - `unsupported`: a version of the format, or a part of it, that is not read.
   */
  readonly kind: 'conflict' | 'duplicate' | 'unpinned' | 'malformed' | 'missing-file' | 'unresolved' | 'unsupported';
  readonly line: number;
  /** One sentence for people; never holds credentials. */
  readonly detail: string;
  /** The package that it is about, where it is about one. */
  readonly purl?: string;
};
