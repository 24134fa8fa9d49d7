import { satisfies } from '#ground/packages';
import type { RegistryType } from '#ground/registries';
import { asPep440 } from './poetry-range.ts';

/**
 * A constraint that admits `version`, written as the one that stands there: the same operator, the same precision. Undefined when the old one is
 * of a shape whose meaning would be guessed (several parts, a URL, a tag); what is given back was read again and admits the version.
 */
export function constraintFor(type: RegistryType, old: string, version: string): string | undefined {
  const written = type === 'pypi' ? python(old, version) : type === 'golang' ? version : semver(old, version);
  if (written === undefined) return undefined;
  const plain = type === 'pypi' ? asPep440(written) : written;
  return type === 'golang' || satisfies(type, version, plain) === true ? written : undefined;
}

/** npm and Cargo: `^1.2.3`, `~1.2`, `>=1.2.3`, `1.x`, `=1.2.3`, with a prefix such as `npm:name@` or `workspace:` kept. */
function semver(old: string, version: string): string | undefined {
  const parts =
    /^(\s*)((?:npm:(?:@[^/@]+\/)?[^@]+@)?)(\^|~|>=|=|v)?(\s*)(\d+|[xX*])((?:\.(?:\d+|[xX*])){0,2})((?:[-+][0-9A-Za-z.+-]+)?)(\s*)$/.exec(
      old,
    );
  if (parts === null) return undefined;
  const [, before = '', prefix = '', operator = '', gap = '', major = '', rest = '', tail = '', after = ''] = parts;
  const numbers = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (numbers === null) return undefined;
  const places = [major, ...rest.split('.').slice(1)];
  const isFull = places.length === 3 && places.every((place) => /\d/.test(place));
  const isPrerelease = /^[^+]*-/.test(version);
  const next =
    isFull || tail !== '' || isPrerelease
      ? version
      : places.map((place, at) => (/\d/.test(place) ? numbers[at + 1] : place)).join('.');
  return `${before}${prefix}${operator}${gap}${next}${after}`;
}

/**
 * PEP 440, one clause or a lower and an upper bound: `==1.2.3`, `~=1.2`, `>=1.2`, `>=1.2,<2`. Poetry's `^1.2` and `~1.2` too. An upper bound that
 * would keep the version out moves to the next major one.
 */
function python(old: string, version: string): string | undefined {
  const clauses = old.split(',').map((clause) => clause.trim());
  const next = clauses.map((clause) => pythonClause(clause, version));
  if (next.includes(undefined)) return undefined;
  const separator = old.includes(', ') ? ', ' : ',';
  return next.join(separator);
}

function pythonClause(clause: string, version: string): string | undefined {
  const parts = /^(===|==|~=|>=|<=|<|>|\^|~|!=)?(\s*)([0-9][0-9A-Za-z.+!-]*)(\.\*)?$/.exec(clause);
  if (parts === null) return undefined;
  const [, operator = '', gap = '', bound = '', star = ''] = parts;
  const release = /^\d+(?:\.\d+)*/.exec(version)?.[0]?.split('.') ?? [];
  const length = bound.split('.').length;
  if (star !== '') return `${operator}${gap}${release.slice(0, length).join('.')}.*`;
  switch (operator) {
    case '==':
    case '===':
    case '':
      return `${operator}${gap}${version}`;
    case '~=':
    case '^':
    case '~':
      // One place less than the version has would be another range; two are the least that ~= takes.
      return `${operator}${gap}${length >= release.length ? version : release.slice(0, Math.max(length, 2)).join('.')}`;
    case '>=':
      return `${operator}${gap}${version}`;
    case '<':
    case '<=':
      return satisfies('pypi', version, clause) === true ? clause : `<${gap}${Number(release[0] ?? 0) + 1}`;
    default:
      return satisfies('pypi', version, clause) === true ? clause : undefined;
  }
}
