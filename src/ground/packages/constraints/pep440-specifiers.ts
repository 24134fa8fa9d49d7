import { compareKeys } from '../versions/order.ts';
import type { Pep440Parts } from '../versions/pep440.ts';
import { normalPep440, pep440, pep440Parts } from '../versions/pep440.ts';
import type { Constraint } from './constraint.ts';
import { holds } from './constraint.ts';

/**
 * PEP 440’s version specifiers, parted by commas, as `packaging` reads them when it is asked to let pre-releases in: whether one is wanted at all is
 * the chooser’s question (VersionOrder.isPrerelease), since PEP 440 takes them where nothing else fits. `===` compares texts.
 */
export function pep440Specifiers(text: string): Constraint | undefined {
  const specifiers: Specifier[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const specifier = readSpecifier(part.trim());
    if (specifier === undefined) return undefined;
    specifiers.push(specifier);
  }
  return (version) => {
    const parts = pep440Parts(version);
    return parts !== undefined && specifiers.every((meets) => meets(version, parts));
  };
}

type Specifier = (version: string, parts: Pep440Parts) => boolean;

function readSpecifier(text: string): Specifier | undefined {
  const match = /^(~=|===|==|!=|<=|>=|<|>)\s*(\S*)$/.exec(text);
  if (match === null) return undefined;
  const [, operator = '', wanted = ''] = match;
  if (operator === '===') return (_version, candidate) => normalPep440(candidate) === wanted.toLowerCase();
  if (wanted.endsWith('.*')) return readPrefix(operator, wanted.slice(0, -2));
  const parts = pep440Parts(wanted);
  if (parts === undefined) return undefined;
  switch (operator) {
    case '~=':
      return readCompatible(wanted, parts);
    case '==':
    case '!=': {
      const key = pep440.key(wanted);
      return (version) =>
        (pep440.key(parts.local === undefined ? withoutLocal(version) : version) === key) === (operator === '==');
    }
    case '<=':
    case '>=': {
      if (parts.local !== undefined) return undefined;
      const key = pep440.key(wanted);
      return (version) => holds(operator, compareKeys(pep440.key(withoutLocal(version)), key));
    }
    default:
      return parts.local === undefined ? readExclusive(operator as '<' | '>', wanted, parts) : undefined;
  }
}

/** `<` leaves out the pre-releases of its own version, `>` its post-releases and local versions, unless it names one itself. */
function readExclusive(operator: '<' | '>', wanted: string, parts: Pep440Parts): Specifier {
  const key = pep440.key(wanted);
  const base = baseKey(parts);
  return (version, candidate) => {
    if (!holds(operator, compareKeys(pep440.key(version), key))) return false;
    if (operator === '<') {
      const wantsPrerelease = parts.pre !== undefined || parts.dev !== undefined;
      return (
        wantsPrerelease || !(candidate.pre !== undefined || candidate.dev !== undefined) || baseKey(candidate) !== base
      );
    }
    if (parts.post === undefined && candidate.post !== undefined && baseKey(candidate) === base) return false;
    return candidate.local === undefined || baseKey(candidate) !== base;
  };
}

/** `~=1.4.2` is `>=1.4.2,==1.4.*`. */
function readCompatible(wanted: string, parts: Pep440Parts): Specifier | undefined {
  if (parts.release.length < 2 || parts.local !== undefined) return undefined;
  const key = pep440.key(wanted);
  const release = parts.release.slice(0, -1);
  return (version, candidate) =>
    compareKeys(pep440.key(withoutLocal(version)), key) >= 0 && hasPrefix(candidate, parts.epoch, release);
}

/** `==1.2.*`: numbers alone may stand before the star. */
function readPrefix(operator: string, prefix: string): Specifier | undefined {
  if (operator !== '==' && operator !== '!=') return undefined;
  const parts = /^v?(?:\d+!)?\d+(?:\.\d+)*$/i.test(prefix) ? pep440Parts(prefix) : undefined;
  if (parts === undefined) return undefined;
  return (_version, candidate) => hasPrefix(candidate, parts.epoch, parts.release) === (operator === '==');
}

function hasPrefix(candidate: Pep440Parts, epoch: string, release: readonly string[]): boolean {
  return (
    sameNumber(candidate.epoch, epoch) &&
    release.every((number, index) => sameNumber(candidate.release[index] ?? '0', number))
  );
}

function sameNumber(a: string, b: string): boolean {
  return a === b || a.replace(/^0+/, '') === b.replace(/^0+/, '');
}

function baseKey({ epoch, release }: Pep440Parts): string {
  return pep440.key(`${epoch}!${release.join('.')}`);
}

function withoutLocal(version: string): string {
  const plus = version.indexOf('+');
  return plus === -1 ? version : version.slice(0, plus);
}
