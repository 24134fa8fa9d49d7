import type { Confidence, Severity } from '#ground/model';
import type { ChecksumKind } from './checksum.ts';
import type { Scored } from './score/candidate.ts';

/** What is known of a rule when one of its matches is judged; parsed from the image on its first match. */
export interface RuleDetails {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  readonly severity: Severity;
  /** What a match is worth when no checksum says more. */
  readonly confidence: Confidence;
  /** Of two rules that match the same text, the higher one speaks. */
  readonly rank: number;
  /** Names of the kernel's groups, in their order. */
  readonly groups: readonly string[];
  /** log2 of the values that its format allows; 0 where people choose the value. */
  readonly bits: number;
  /** Least Shannon entropy, bits per character. */
  readonly entropy?: number;
  /** Least strength in bits (entropy.ts). */
  readonly strength?: number;
  /** Its values have no format: they are scored (score/), as how they stand there says. */
  readonly scored?: Scored;
  /** What the value must have besides letters. */
  readonly needs?: 'digit' | 'digit-or-symbol';
  /** Words that make a name harmless. */
  readonly harmless?: readonly string[];
  readonly checksum?: ChecksumKind;
  readonly near?: { readonly words: readonly string[]; readonly within: number };
  /** What the value is encoded in. */
  readonly encoded?: 'base64';
  /** The rule of the other half of the credential, and how far from this one it may stand, in bytes; `id` when this half is no secret alone. */
  readonly partner?: { readonly rule: string; readonly within: number; readonly is?: 'id' | undefined };
  /** Ends of paths; absent: every file. */
  readonly files?: readonly string[];
  readonly placeholders: readonly string[];
  readonly attributes: readonly string[];
}

/**
 * The image of all rules, as compile/image.ts writes it; little-endian. The first `kernelBytes` are copied into the kernel's memory as
 * they are; behind them lies one JSON text per rule, then all ids, one a line, and then which rules read certain files only; all found by a table of (offset, length).
 *
 *     0  "SLVG"   4  version   8…51  the kernel's header (kernel/layout.ts)   52  details   56  kernelBytes
 */
export interface Image {
  readonly bytes: Uint8Array;
  readonly kernelBytes: number;
  readonly ruleCount: number;
  /** Of all rules, in their order. */
  readonly ids: readonly string[];
  /** Rules that read certain files only: ends of paths. */
  readonly files: readonly (readonly [rule: number, ends: readonly string[]])[];
  details(rule: number): RuleDetails;
}

export const imageMagic = 0x47_56_4c_53;
export const imageVersion = 3;
export const headerBytes = 64;
const ruleCountAt = 44;
const detailsAt = 52;
const kernelBytesAt = 56;

class ImageError extends Error {
  readonly code = 'not-an-image';
}

/** @throws ImageError when the bytes are no image of this version. */
export function readImage(bytes: Uint8Array): Image {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isImage =
    bytes.length >= headerBytes && view.getUint32(0, true) === imageMagic && view.getUint32(4, true) === imageVersion;
  if (!isImage)
    throw new ImageError(
      `the rule image is damaged or of another version (this program reads version ${imageVersion}): build it again`,
    );
  const table = view.getUint32(detailsAt, true);
  const text = (entry: number) => {
    const offset = view.getUint32(table + 8 * entry, true);
    return new TextDecoder().decode(bytes.subarray(offset, offset + view.getUint32(table + 8 * entry + 4, true)));
  };
  const ruleCount = view.getUint32(ruleCountAt, true);
  const known: RuleDetails[] = [];
  return {
    bytes,
    kernelBytes: view.getUint32(kernelBytesAt, true),
    ruleCount,
    ids: text(ruleCount).split('\n'),
    files: JSON.parse(text(ruleCount + 1)) as Image['files'], // compile/image.ts wrote it, and the build made the file
    details(rule) {
      return (known[rule] ??= JSON.parse(text(rule)) as RuleDetails); // compile/rule.ts wrote it, and the build made the file
    },
  };
}
