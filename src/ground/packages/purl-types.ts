/**
 * What the type definitions of the purl specification (ECMA-427, purl-spec/types) ask of each type. A type that is not listed has no
 * rules of its own.
 */
export interface PurlTypeRules {
  readonly namespace?: 'required' | 'prohibited';
  /** Components whose canonical form is lower case. */
  readonly lower?: readonly ('namespace' | 'name' | 'version' | 'subpath')[];
  /** Qualifiers without which a purl of the type says too little. */
  readonly needs?: readonly string[];
  /** The name is all that follows the first segment, slashes included: a path on a host. */
  readonly nameIsPath?: true;
  /** Normalisation beyond case. */
  readonly normalise?: (parts: Normalisable) => void;
  /** What is wrong with the name, or the version, in words; undefined when nothing is. */
  readonly complain?: (parts: Readonly<Normalisable>) => string | undefined;
}

export interface Normalisable {
  namespace?: string;
  name: string;
  version?: string;
  readonly qualifiers?: Readonly<Record<string, string>>;
}

export function rulesOf(type: string): PurlTypeRules | undefined {
  return types.get(type);
}

const vendored: PurlTypeRules = { namespace: 'required', lower: ['namespace', 'name'] };
const flat: PurlTypeRules = { namespace: 'prohibited' };
const hosted: PurlTypeRules = { namespace: 'required' };

const types: ReadonlyMap<string, PurlTypeRules> = new Map<string, PurlTypeRules>([
  ['alpm', vendored],
  ['apk', vendored],
  ['bazel', flat],
  ['bitbucket', vendored],
  ['bitnami', { namespace: 'prohibited', lower: ['name'] }],
  ['brew', { lower: ['namespace', 'name'] }],
  ['cargo', flat],
  ['chrome-extension', { namespace: 'prohibited', lower: ['name'], complain: chromeExtension }],
  ['cocoapods', { namespace: 'prohibited', complain: pod }],
  ['composer', vendored],
  ['conda', flat],
  ['cpan', { normalise: upperNamespace, complain: cpanModule }],
  ['cran', flat],
  ['deb', vendored],
  ['gem', flat],
  ['git', { namespace: 'required', nameIsPath: true, normalise: lowerOnGithub }],
  ['github', vendored],
  ['golang', hosted],
  ['hackage', flat],
  ['hex', { lower: ['namespace', 'name'] }],
  ['huggingface', { namespace: 'required', lower: ['version'] }],
  ['julia', { namespace: 'prohibited', needs: ['uuid'] }],
  ['luarocks', { lower: ['namespace', 'name'] }],
  ['maven', hosted],
  ['mlflow', { namespace: 'prohibited', normalise: lowerOnDatabricks }],
  ['nuget', flat],
  ['oci', { namespace: 'prohibited', lower: ['name', 'version'] }],
  ['opam', flat],
  ['otp', { namespace: 'prohibited', lower: ['name', 'subpath'] }],
  ['pub', { namespace: 'prohibited', lower: ['name'], normalise: (parts) => replaceInName(parts, /[^a-z0-9_]/g, '_') }],
  [
    'pypi',
    { namespace: 'prohibited', lower: ['name', 'version'], normalise: (parts) => replaceInName(parts, /_/g, '-') },
  ],
  ['qpkg', { namespace: 'required', lower: ['namespace'] }],
  ['rpm', { namespace: 'required', lower: ['namespace'] }],
  ['swid', { needs: ['tag_id'] }],
  ['swift', hosted],
  ['vcpkg', flat],
  ['vscode-extension', { namespace: 'required', lower: ['namespace', 'name', 'version'] }],
  ['yocto', { lower: ['namespace'] }],
]);

function replaceInName(parts: Normalisable, pattern: RegExp, by: string): void {
  if (parts.name.search(pattern) !== -1) parts.name = parts.name.replace(pattern, by);
}

/** CPAN's author ids are upper case. */
function upperNamespace(parts: Normalisable): void {
  if (parts.namespace !== undefined) parts.namespace = parts.namespace.toUpperCase();
}

/** GitHub compares names without case. */
function lowerOnGithub(parts: Normalisable): void {
  const host = parts.namespace?.toLowerCase();
  if (host !== 'github' && host !== 'github.com') return;
  parts.namespace = host;
  parts.name = parts.name.toLowerCase();
}

/** Databricks compares model names without case, Azure ML does not. */
function lowerOnDatabricks(parts: Normalisable): void {
  if (parts.qualifiers?.['repository_url']?.includes('databricks')) parts.name = parts.name.toLowerCase();
}

function chromeExtension({ name, version }: Readonly<Normalisable>): string | undefined {
  if (!/^[a-p]{32}$/.test(name)) return 'the name of a Chrome extension is 32 letters from a to p';
  if (version !== undefined && !/^\d+(?:\.\d+){0,3}$/.test(version)) return 'its version is one to four numbers';
  return undefined;
}

function pod({ name }: Readonly<Normalisable>): string | undefined {
  return /[\s+]|^\./.test(name) ? 'a pod’s name has no space and no plus sign and begins with no dot' : undefined;
}

function cpanModule({ name }: Readonly<Normalisable>): string | undefined {
  return name.includes('::') ? 'it names a distribution (URI-PackageURL), not a module' : undefined;
}
