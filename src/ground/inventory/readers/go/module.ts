import { formatPurl } from '#ground/packages';

/** A Go module as a purl; `stdlib` is what OSV calls the standard library. */
export function goPurl(path: string, version?: string): string {
  const slash = path.lastIndexOf('/');
  return formatPurl({
    type: 'golang',
    ...(slash > 0 && { namespace: path.slice(0, slash) }),
    name: path.slice(slash + 1),
    ...(version !== undefined && version !== '' && { version }),
  });
}

/** Whether it can be the path of a module (Go modules reference, "Module paths"). */
export function isModulePath(path: string): boolean {
  return path.length <= 500 && /^[\w.~-]+(?:\/[\w.~!-]+)*$/.test(path);
}

export function isModuleVersion(version: string): boolean {
  return version.length <= 200 && /^v\d[\w.+-]*$/.test(version);
}

/** A replacement on this machine, not a module: `./local`, `../other`, `/abs`, `C:\abs`. */
export function isFolder(path: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|[A-Za-z]:[/\\])/.test(path);
}

/** `1.22`, `1.22.3`, `1.22rc1`, of which releases alone have three parts since 1.21. */
export function standardLibraryVersion(version: string): string | undefined {
  const [, major, minor, patch, before] =
    /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,6}))?((?:rc|beta)\d{1,4})?/.exec(version) ?? [];
  if (major === undefined) return undefined;
  return `${major}.${minor}.${patch ?? 0}${before === undefined ? '' : `-${before.replace(/(\d+)$/, '.$1')}`}`;
}
