import { judgeAll, type Secret, type Surroundings } from '../judge.ts';
import type { Image } from '../image.ts';
import type { Match } from '../scanner.ts';
import type { Span } from '../text.ts';
import { valueOf } from '../values.ts';
import type { Layer } from './unwrapper.ts';

/** A secret, in a file's text or in what is encoded there. Its `span` and its match are places in the text in which it was found. */
export interface Found extends Secret {
  /** The bytes of the file's text that hold the value. */
  readonly origin: Span;
  /** Undefined when it stands there in the clear. */
  readonly layer: Layer | undefined;
}

type Place = Omit<Surroundings, 'bytes'>;

export function inTheClear(bytes: Uint8Array, matches: readonly Match[], image: Image, place: Place): Found[] {
  return judgeAll(matches, image, { ...place, bytes }).map(standing);
}

/** A secret that stands in the file as it is. */
export function standing(secret: Secret): Found {
  return { ...secret, origin: secret.span, layer: undefined };
}

/** What is taken for a secret in decoded text, but for what a rule found at the same place in the clear. */
export function inLayers(layers: readonly Layer[], clear: readonly Match[], image: Image, place: Place): Found[] {
  const known = new Set(clear.map((match) => keyOf(match, valueOf(match, image))));
  return layers.flatMap((layer) => {
    const matches = layer.matches.filter((match) => !known.has(keyOf(match, layer.originOf(valueOf(match, image)))));
    const secrets = judgeAll(matches, image, { ...place, bytes: layer.bytes });
    return secrets.map((secret) => ({ ...secret, origin: layer.originOf(secret.span), layer }));
  });
}

function keyOf({ rule }: Match, value: Span): string {
  return `${rule} ${value.start} ${value.end}`;
}
