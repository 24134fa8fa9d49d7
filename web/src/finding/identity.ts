import type { Locus } from '../api.generated.ts';

type Kind = Locus['kind'];
type Of<K extends Kind> = Extract<Locus, { kind: K }>;

/** What the place is that stays put when code moves, in words, with its parts. */
export function describeLocus<K extends Kind>(
  locus: Of<K>,
): { readonly sentence: string; readonly parts: readonly (readonly [name: string, value: string])[] } {
  const [sentence, parts] = descriptions[locus.kind](locus);
  return { sentence, parts: Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined) };
}

const descriptions: {
  readonly [K in Kind]: (locus: Of<K>) => [sentence: string, parts: Record<string, string | undefined>];
} = {
  secret: ({ value, symbol, path }) =>
    value === undefined
      ? [
          'It is the same finding as long as the same name holds a value like this. The value is too short for a hash that nobody could guess.',
          { Symbol: symbol, Path: path },
        ]
      : [
          'It is the same finding wherever the same value stands: on another line, in another file, under another name. The value is not kept, only a hash under the project’s key.',
          { 'Keyed hash': value },
        ],
  symbol: ({ symbol, snippet, path }) => [
    'It is the same finding as long as this code stands in this symbol, on whatever line.',
    { Symbol: symbol, 'Snippet digest': snippet, Path: path },
  ],
  resource: ({ address, attribute }) => [
    'It is the same finding as long as this resource has this attribute, in whatever file.',
    { Resource: address, Attribute: attribute },
  ],
  step: ({ path, job, step }) => [
    'It is the same finding as long as this job has this step, on whatever line.',
    { Pipeline: path, Job: job, Step: step },
  ],
  package: ({ purl, manifest, advisory }) => [
    'It is the same finding as long as this manifest has this package.',
    { Package: purl, Manifest: manifest, Advisory: advisory },
  ],
  file: ({ path }) => ['It is the same finding as long as this file is so.', { Path: path }],
};
