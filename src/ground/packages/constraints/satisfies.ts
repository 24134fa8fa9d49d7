import { orderOf } from '../versions/orders.ts';
import { composerConstraint } from './composer-constraints.ts';
import type { Constraint, ConstraintReader } from './constraint.ts';
import { longestConstraint } from './constraint.ts';
import { mavenRange, nugetRange } from './intervals.ts';
import { cabalRange, comparisons, goMinimum, hexRequirement, pubConstraint } from './operators.ts';
import { pep440Specifiers } from './pep440-specifiers.ts';
import { gemRequirement } from './rubygems-requirements.ts';
import { cargoRange, npmRange } from './semver-ranges.ts';

/** Undefined: the constraint is not of the ecosystem’s grammar (a tag, a URL, a path), or the ecosystem has none. */
export function satisfies(purlType: string, version: string, constraint: string): boolean | undefined {
  return readConstraint(purlType, constraint)?.(version);
}

/** The constraint as a question to ask of many versions; undefined as for satisfies. */
export function readConstraint(purlType: string, text: string): Constraint | undefined {
  if (text.length > longestConstraint) return undefined;
  const read = readers.get(purlType);
  if (read !== undefined) return read(text);
  const order = orderOf(purlType);
  return order === undefined ? undefined : comparisons(order, text);
}

const readers: ReadonlyMap<string, ConstraintReader> = new Map([
  ['npm', npmRange],
  ['cargo', cargoRange],
  ['pypi', pep440Specifiers],
  ['gem', gemRequirement],
  ['cocoapods', gemRequirement],
  ['composer', composerConstraint],
  ['maven', mavenRange],
  ['nuget', nugetRange],
  ['golang', goMinimum],
  ['pub', pubConstraint],
  ['hex', hexRequirement],
  ['hackage', cabalRange],
]);
