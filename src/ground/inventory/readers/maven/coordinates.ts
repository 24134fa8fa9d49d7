import { formatPurl } from '#ground/packages';
import type { Interpolated } from './properties.ts';

export function isNamePart(text: string): boolean {
  return /^[\w.-]{1,300}$/.test(text);
}

export function purlOf(group: string, name: string, version = ''): string {
  return formatPurl({
    type: 'maven',
    namespace: group || 'unknown',
    name: name || 'unknown',
    ...(version !== '' && !version.includes('${') && { version }),
  });
}

/** A version, a range (`[1.0]` is exactly one), or neither where a property has no value. */
export function versionIn(version: Interpolated | undefined): {
  readonly exact?: string;
  readonly constraint?: string;
} {
  if (version === undefined || version.text === '' || version.missing !== undefined)
    return version === undefined || version.text === '' ? {} : { constraint: version.text };
  const one = /^\[([^\][(),]+)\]$/.exec(version.text)?.[1];
  if (one !== undefined) return { exact: one.trim(), constraint: version.text };
  return /[[\](),\s]|^(?:LATEST|RELEASE)$/.test(version.text) ? { constraint: version.text } : { exact: version.text };
}
