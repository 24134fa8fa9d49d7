import * as fc from 'fast-check';

export const seed = 20_260_401;

/** Pairs of versions, half of them alike but for one piece. */
export function pairsOf(one: fc.Arbitrary<string>, count: number): [string, string][] {
  const alike = fc.tuple(one, fc.nat(), one).map(([version, at, other]): [string, string] => {
    const cut = at % (version.length + 1);
    return [version, version.slice(0, cut) + other.slice(at % (other.length + 1))];
  });
  return fc.sample(fc.oneof(fc.tuple(one, one), alike), { numRuns: count, seed });
}

export function joined(
  pieces: readonly string[],
  separators: readonly string[],
  prefixes: readonly string[] = [''],
): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...prefixes),
      fc.array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...separators)), { minLength: 1, maxLength: 6 }),
    )
    .map(
      ([prefix, parts]) =>
        prefix + parts.map(([piece, separator], index) => (index === 0 ? piece : separator + piece)).join(''),
    );
}

export const numbers = ['0', '1', '2', '9', '10', '11', '00', '01', '100000', '20240101'];
