/** What a package registry says of a package. Everything in it was written by strangers: bounded and checked before it is handed on. */
export interface Registry {
  /** The type of the package URLs that it answers for. */
  readonly type: RegistryType;
  /** All published versions, in the registry's order; undefined when it has no such package. Throws RegistryError. */
  versions(name: string): Promise<readonly PublishedVersion[] | undefined>;
  /** What one version asks for; undefined when the registry does not tell. Throws RegistryError. */
  dependencies(name: string, version: string): Promise<readonly PublishedDependency[] | undefined>;
  /** Milliseconds since 1970; undefined when the registry does not tell. Throws RegistryError. */
  publishedAt(name: string, version: string): Promise<number | undefined>;
  /** All that it says of the package's past; undefined when it has no such package. May ask for more than `versions`. Throws RegistryError. */
  history(name: string): Promise<PackageHistory | undefined>;
}

export type RegistryType = 'npm' | 'pypi' | 'cargo' | 'golang';

export interface PublishedVersion {
  readonly version: string;
  /** Milliseconds since 1970, where the list tells it; `publishedAt` asks further. */
  readonly publishedAt?: number;
  /** The publisher's words about why not to use it. */
  readonly deprecated?: string;
  /** Taken back by its publisher, with the reason, which may be empty. */
  readonly yanked?: string;
  /** What it runs on: `node` → `>=18`, `python` → `>=3.8`, `rust` → `1.70`. */
  readonly engines?: ReadonlyMap<string, string>;
  readonly files: readonly PublishedFile[];
  /** Installing it runs code of it. */
  readonly runsScripts?: true;
}

/** All that a registry says of a package's past: what tells whether somebody still looks after it, and how. */
export interface PackageHistory {
  readonly releases: readonly Release[];
  /** The registry says that nobody maintains it any more, in these words. */
  readonly archived?: string;
  /** Of the whole package, or of its newest release. */
  readonly deprecated?: string;
  /** How many people may publish it; absent: the registry does not tell. */
  readonly maintainers?: number;
}

export interface Release {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly publishedAt?: number;
  readonly yanked?: string;
  readonly deprecated?: string;
  /** Installing it runs code of it. Absent: the registry does not tell. */
  readonly runsScripts?: boolean;
  /** Where and from what it was built is attested. Absent: the registry does not tell. */
  readonly isAttested?: boolean;
  /** SPDX expression or the registry's own word. */
  readonly licence?: string;
}

export interface PublishedFile {
  readonly name: string;
  readonly url: string;
  /** `sha512-…` (SRI), `sha1:hex` or `sha256:hex`. */
  readonly hash: string;
  readonly size?: number;
  readonly uploadedAt?: string;
}

export interface PublishedDependency {
  readonly name: string;
  /** As the ecosystem writes it; empty: any version. */
  readonly constraint: string;
  readonly kind: 'runtime' | 'optional' | 'peer' | 'optional-peer' | 'build';
  /** Under which name the package asks for it, where that is another. */
  readonly as?: string;
  /** Python: the environment marker, extras among it. Cargo: the target. */
  readonly marker?: string;
  /** Cargo: the features of it that are asked for, beside its default ones. */
  readonly features?: readonly string[];
  /** Cargo: its default features are not asked for. */
  readonly withoutDefaults?: true;
}

/** `private`: the person's configuration says not to ask about it. */
export type RegistryErrorCode =
  | 'unreachable'
  | 'offline'
  | 'refused'
  | 'private'
  | 'malformed'
  | 'too-large'
  | 'bad-configuration';

/** A question that a registry did not answer. Its message names the host alone: addresses may hold credentials. */
export class RegistryError extends Error {
  readonly code: RegistryErrorCode;
  readonly remedy: string | undefined;

  constructor(code: RegistryErrorCode, message: string, options: { remedy?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'RegistryError';
    this.code = code;
    this.remedy = options.remedy;
  }
}
