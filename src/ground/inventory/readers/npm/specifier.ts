import { formatPurl } from '#ground/packages';
import { withoutCredentials } from '../../source-url.ts';

/** What a dependency's value in a package.json, or a descriptor of a lockfile, asks for. */
export type Specifier =
  | { readonly kind: 'registry'; readonly name: string; readonly range: string }
  | { readonly kind: 'jsr'; readonly name: string; readonly range: string }
  /** Fetched from elsewhere: a git repository, a tarball, a file. */
  | { readonly kind: 'remote'; readonly source: string }
  /** A folder of the project itself, or beside it. */
  | { readonly kind: 'local' };

/** Reads `^1.2.3`, `npm:other@^1`, `workspace:*`, `file:x.tgz`, `github:o/r#v1`, `jsr:@s/n@1` … as written for the package `name`. */
export function readSpecifier(name: string, written: string): Specifier {
  const text = written.trim();
  switch (/^([a-z][a-z\d+.-]*):/.exec(text)?.[1]) {
    case 'npm': {
      const [target, range] = splitDescriptor(text.slice(4));
      // Yarn writes `npm:^1.2.3` and `npm:latest` for the package itself.
      if (range === undefined && !target.startsWith('@')) return { kind: 'registry', name, range: target };
      return { kind: 'registry', name: target, range: range ?? '*' };
    }
    case 'jsr': {
      const [target, range] = splitDescriptor(text.slice(4));
      return target.startsWith('@')
        ? { kind: 'jsr', name: target, range: range ?? '*' }
        : { kind: 'jsr', name, range: target };
    }
    case 'workspace':
    case 'link':
    case 'portal':
    case 'root':
      return { kind: 'local' };
    case 'file':
      return isArchive(text) ? { kind: 'remote', source: withoutCredentials(text) } : { kind: 'local' };
    case 'catalog':
      return { kind: 'registry', name, range: text };
    case undefined:
      break;
    default:
      return { kind: 'remote', source: withoutCredentials(text) };
  }
  if (/^\.{0,2}\//.test(text)) return isArchive(text) ? { kind: 'remote', source: text } : { kind: 'local' };
  if (/^[^\s#@:]+@[^\s#@:]+:/.test(text)) return { kind: 'remote', source: withoutCredentials(text) };
  if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(text)) return { kind: 'remote', source: `github:${text}` };
  return { kind: 'registry', name, range: text };
}

/** `@scope/name@range` → name and range; the range is missing in `@scope/name`. */
export function splitDescriptor(descriptor: string): readonly [name: string, range: string | undefined] {
  const at = descriptor.indexOf('@', 1);
  return at === -1 ? [descriptor, undefined] : [descriptor.slice(0, at), descriptor.slice(at + 1)];
}

function isArchive(path: string): boolean {
  return /\.(?:tgz|tar\.gz|tar)(?:[#?]|$)/.test(path);
}

/** Whether npm could ever have taken it for a name, long ago when it was less strict. */
export function isPackageName(name: string): boolean {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1;
  if (name.length > 214 || name.length === slash + 1 || slash === 1 || (slash === -1 && name.startsWith('@')))
    return false;
  for (let at = name.startsWith('@') ? 1 : 0; at < name.length; at += 1) {
    const code = name.charCodeAt(at);
    // Neither space nor control characters.
    if (code <= 0x20 || (code >= 0x7f && code <= 0xa0) || code === 0xfeff || code === 0x2028 || code === 0x2029)
      return false;
    if (code === 0x40 || code === 0x3a || (code === 0x2f && at !== slash)) return false;
  }
  return name !== '';
}

/** Undefined when the name is none. */
export function npmPurl(name: string, version?: string): string | undefined {
  return scopedPurl('npm', name, version);
}

export function jsrPurl(name: string, version?: string): string | undefined {
  return scopedPurl('jsr', name, version);
}

function scopedPurl(type: string, fullName: string, version: string | undefined): string | undefined {
  if (!isPackageName(fullName)) return undefined;
  const slash = fullName.indexOf('/');
  const name = fullName.slice(slash + 1);
  return formatPurl({
    type,
    ...(slash === -1 ? {} : { namespace: fullName.slice(0, slash) }),
    name,
    ...(version === undefined || version === '' ? {} : { version }),
  });
}

const publicRegistries = ['https://registry.npmjs.org/', 'https://registry.yarnpkg.com/'];

/** Where a lockfile says that a package was fetched from; undefined for the public registry. */
export function sourceOf(resolved: string | undefined): string | undefined {
  if (resolved === undefined || resolved === '' || publicRegistries.some((registry) => resolved.startsWith(registry)))
    return undefined;
  return withoutCredentials(resolved);
}

/** A version as registries give them, in contrast to a range or an address. */
export function isExactVersion(text: string): boolean {
  return text.length <= 256 && /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(text);
}
