import type { Codec } from './codec.ts';

/** How deep text is looked for in text: base64 in base64 in base64. */
export const maxDepth = 3;

// Memory of the kernel for decoded text, behind the text that is scanned: for each depth an arena, its segments, and the state of the walk over
// it; then one arena more and the map of a segment, for finding the way back.
export const arenaBytes = 256 * 1024;
/** What no text fills, so that decoded text of the deepest layer finds room in an arena as large: keys are given their armour. */
const reserveBytes = 16 * 1024;
export const segmentBytes = 20;
const segmentsBytes = 2048 * segmentBytes;
const stateBytes = 64;
const depthBytes = stateBytes + segmentsBytes + arenaBytes;
const copyBytes = arenaBytes + 1024;
const mapBytes = 8 * copyBytes;
export const spareBytes = maxDepth * depthBytes + copyBytes + mapBytes;

/** Addresses of one depth's memory. */
export interface Depth {
  readonly state: number;
  readonly segments: number;
  readonly segmentsEnd: number;
  readonly arena: number;
  readonly arenaEnd: number;
}

export function depthsAt(spare: number): readonly Depth[] {
  return Array.from({ length: maxDepth }, (_, depth) => {
    const state = spare + depth * depthBytes;
    const segments = state + stateBytes;
    const arena = segments + segmentsBytes;
    const arenaEnd = arena + arenaBytes - reserveBytes * (maxDepth - depth);
    return { state, segments, segmentsEnd: arena, arena, arenaEnd };
  });
}

export function copyAt(spare: number): number {
  return spare + maxDepth * depthBytes;
}

export function mapAt(spare: number): number {
  return copyAt(spare) + copyBytes;
}

// Fields of the walk's state and of a segment (kernel/layout.ts).
export const walk = { runs: 0, escapes: 4, resume: 8, carry: 12 } as const;
export const segment = { codec: 0, from: 4, to: 8, out: 12, outEnd: 16 } as const;

const codecs: Readonly<Record<number, readonly Codec[]>> = {
  1: ['base64'],
  2: ['base64', 'utf-16'],
  3: ['hex'],
  4: ['url'],
  5: ['escapes'],
  6: ['entities'],
};

/** What the kernel's number of a codec stands for; outermost first. */
export function codecsOf(number: number): readonly Codec[] {
  return codecs[number] ?? ['der'];
}

const labelsAt = 0x30300;
const labelBytes = 64;
/** Kinds of private keys in the kernel's order, from 1 (kernel/der.ts). */
const keyLabels = ['RSA ', '', 'ENCRYPTED ', 'EC ', 'DSA ', 'OPENSSH '];

/** Writes the armour's lines where kernel/der.ts reads them. */
export function placeLabels(memory: Uint8Array): void {
  for (const [index, label] of keyLabels.entries()) {
    for (const [end, line] of [
      `-----BEGIN ${label}PRIVATE KEY-----\n`,
      `\n-----END ${label}PRIVATE KEY-----`,
    ].entries()) {
      const at = labelsAt + labelBytes * (2 * (index + 1) + end);
      memory[at] = line.length;
      memory.set(Buffer.from(line), at + 1);
    }
  }
}

/** What kernel/unwrap.ts exports; the tests run it. */
export interface UnwrapKernel {
  setUnwrap(): void;
  layer(low: number, high: number, goesOn: boolean, state: number): void;
  target(arena: number, arenaEnd: number, segments: number, segmentsEnd: number): void;
  unwrap(from: number, to: number): number;
  segmentCount(): number;
  arenaUsed(): number;
  trace(segment: number, copy: number, map: number): void;
}
