import type { VersionOrder } from './order.ts';
import { endOfDigits, keyOfNoVersion, numberCode, orderBy, VERSION } from './order.ts';

/** NuGet.Versioning: up to four numbers, then SemVer 2 with labels that are compared without case; build metadata is left out. */
export const nuget: VersionOrder = orderBy('nuget', nugetKey, isNugetVersion, (text) => /^[^+]*-/.test(text));

const RELEASE = '\uFFFF';
const END = '\u0001';

function nugetKey(text: string): string {
  const trimmed = text.trim();
  let at = trimmed.startsWith('v') ? 1 : 0;
  let key = VERSION;
  for (let count = 0; count < 4; count++) {
    const end = endOfDigits(trimmed, at);
    if (end === at) return keyOfNoVersion(text);
    key += numberCode(trimmed, at, end);
    at = end;
    if (trimmed.charCodeAt(at) !== 46 || count === 3) {
      key += '\u0000'.repeat(3 - count);
      break;
    }
    at++;
  }
  const plus = trimmed.indexOf('+', at);
  const labels = trimmed.slice(at, plus === -1 ? undefined : plus);
  if (labels === '') return key + RELEASE;
  if (labels.charCodeAt(0) !== 45) return keyOfNoVersion(text);
  for (const label of labels.slice(1).toLowerCase().split('.'))
    key +=
      label !== '' && endOfDigits(label, 0) === label.length ? `\u0002${numberCode(label)}` : `\u0003${label}\u0000`;
  return key + END;
}

function isNugetVersion(text: string): boolean {
  const match = /^\d+(?:\.\d+){0,3}(-[^+]*)?(\+.*)?$/.exec(text.trim());
  if (match === null) return false;
  const [, labels, metadata] = match;
  return [labels, metadata].every(
    (part) =>
      part === undefined ||
      part
        .slice(1)
        .split('.')
        .every((label) => /^[0-9A-Za-z-]+$/.test(label)),
  );
}
