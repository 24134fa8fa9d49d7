import { strengthOf } from './entropy.ts';
import type { Image } from './image.ts';
import { groupOf, type Match } from './scanner.ts';
import type { Span } from './text.ts';

/** Where values of rules stand in a text, whatever is thought of them: in order, none touching the next. */
export type Values = readonly Span[];

/** What a match takes for the secret. */
export function valueOf(match: Match, image: Image): Span {
  return groupOf(match, image.details(match.rule), 'secret') ?? { start: match.start, end: match.end };
}

/** The value, and what groups took that are neither its name nor public. */
export function takenBy(match: Match, image: Image): readonly Span[] {
  const { groups, attributes } = image.details(match.rule);
  const others = groups.flatMap((name, number) =>
    name === 'secret' || name === 'name' || attributes.includes(name) ? [] : (match.groups[number] ?? []),
  );
  return [valueOf(match, image), ...others];
}

export function valuesOf(matches: readonly Match[], image: Image): Values {
  return apart(matches.flatMap((match) => takenBy(match, image)));
}

/** In order, with those that touch made one. */
export function apart(spans: readonly Span[]): Values {
  const values: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = values.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else values.push({ start, end });
  }
  return values;
}

/** The values that have at least a byte in common with the span, in order. */
export function valuesIn(values: Values, { start, end }: Span): Values {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  let after = low;
  while (after < values.length && values[after]!.start < end) after += 1;
  return values.slice(low, after);
}

/** As much as a generated secret has; names of words stay below it, or are seen to be words. */
const valueBits = 60;
const longestName = 64;

/** Whether what should be a name could be a secret itself, of a kind that no rule knows. */
export function looksLikeValue(name: string): boolean {
  return name.length > longestName || looksRandom(name);
}

/** Whether a run of letters, digits and what base64 adds to them was generated: a secret, or a digest, or an id. */
export function looksRandom(run: string): boolean {
  return strengthOf(run) >= valueBits && !isOfWords(run);
}

/** Whether a text is made of words, as names are: spring.datasource.hikari.dataSourceProperties.password, four fifths of it words, and hardly a digit. */
export function isOfWords(name: string): boolean {
  const characters = name.replace(/[^A-Za-z0-9]/g, '');
  const words = characters.length === 0 ? [] : (name.match(/[A-Z]?[a-z]{2,}|[A-Z]{3,}(?![a-z])/g) ?? []);
  const digits = characters.replace(/[^0-9]/g, '').length;
  return digits <= 4 && words.join('').length * 5 >= characters.length * 4;
}
