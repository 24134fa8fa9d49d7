import { DecodedText } from './decoded.ts';
import type { Expressions } from './expressions.ts';
import { Lines } from './lines.ts';
import { Reading } from './reading.ts';
import type { GitleaksSettings } from './settings.ts';
import type { Layer } from '../../decode/unwrapper.ts';
import type { Hints } from '../../scanner.ts';
import type { Span } from '../../text.ts';

/** One text, and where rules could match in it. */
export interface Hiding {
  readonly bytes: Uint8Array;
  readonly hints: Hints | undefined;
  readonly layers: readonly Layer[];
  /** The same of the layers in their lines. */
  readonly hintsOfLayers: (text: Uint8Array) => Hints | undefined;
  /** performance.now() milliseconds. */
  readonly deadline: number;
  /** In lower case, as keywords are looked for. */
  readonly lowered: (bytes: Uint8Array) => string;
}

/**
 * Bytes of a text that a team's rules take anything from: what each group took of what matches, or all of it without groups. Whether it
 * is then allowed, or too regular, does not matter here, nor does the path. Undefined when they cannot all be told.
 */
export function hiddenIn(hiding: Hiding, settings: GitleaksSettings, expressions: Expressions): Span[] | undefined {
  const { bytes, hints, layers, deadline, lowered, hintsOfLayers } = hiding;
  const lines = new Lines(bytes);
  const inClear = { bytes, places: lines, hints, deadline, lower: () => lowered(bytes) };
  const clear = new Reading(settings, expressions, inClear, nowhere).hidden();
  if (clear === undefined || layers.length === 0) return clear;
  const text = new DecodedText(layers, lines);
  const lower = (): string => `${lowered(text.bytes)}\n${lowered(bytes)}`;
  const inLayers = { bytes: text.bytes, places: text, hints: hintsOfLayers(text.bytes), deadline, lower };
  const decoded = new Reading(settings, expressions, inLayers, nowhere).hidden();
  return decoded && [...clear, ...decoded.flatMap((span) => text.inFile(span) ?? [])];
}

const nowhere = new Uint8Array(0);
