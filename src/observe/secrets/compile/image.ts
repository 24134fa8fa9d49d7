import { headerBytes, imageMagic, imageVersion } from '../image.ts';
import { type Anchor, isWord, maxAnchorLength, rarestTrigram, type Trigram } from './anchors.ts';
import type { ByteSet } from './pattern.ts';
import { hashOf, type Multipliers, multipliersFor } from './hash.ts';
import { ClassTable } from './instruction.ts';
import { compileProgram, type Program } from './program.ts';
import type { CompiledRule } from './rule.ts';

/**
 * Lays the rules out as the kernel reads them (kernel/layout.ts says each field), with one JSON text of details per rule
 * behind. The same rules give the same bytes.
 */
export function buildImage(rules: readonly CompiledRule[]): Uint8Array {
  const classes = new ClassTable();
  const programs = rules.map((rule) => compileProgram(rule.pattern, classes, rule.groups));
  const anchors = mergeAnchors(rules);
  const laidAnchors = layAnchors(anchors, classes);
  const multipliers = multipliersFor(new Set(anchors.flatMap(({ trigram }) => trigram.keys)));
  const { slots, buckets } = layFilter(anchors, multipliers);

  const image = new Writer();
  image.skip(headerBytes);
  const places = {
    slots: image.put(slots),
    lists: image.putBuckets(buckets),
    anchors: image.put(laidAnchors),
    targets: image.put(layTargets(anchors)),
    classes: image.put(Buffer.concat(classes.sets)),
    rules: image.put(layRules(rules, programs)),
    programs: image.put(Buffer.concat(programs.map(({ words }) => Buffer.from(words.buffer)))),
  };
  const kernelBytes = image.align();
  const ids = rules.map((rule) => rule.details.id).join('\n');
  const files = JSON.stringify(rules.flatMap(({ details }, rule) => (details.files ? [[rule, details.files]] : [])));
  const details = image.putTexts(
    [...rules.map((rule) => JSON.stringify(rule.details)), ids, files].map((text) => Buffer.from(text)),
  );
  return image.finish([
    imageMagic,
    imageVersion,
    multipliers.k1,
    multipliers.k2,
    places.slots,
    slots.length / 4,
    places.lists,
    places.anchors,
    places.targets,
    places.classes,
    places.rules,
    rules.length,
    places.programs,
    details,
    kernelBytes,
  ]);
}

interface Target {
  readonly rule: number;
  readonly low: number;
  readonly high: number;
}

interface MergedAnchor {
  readonly sets: readonly ByteSet[];
  readonly trigram: Trigram;
  readonly isWordStart: boolean;
  readonly targets: Target[];
}

/** Rules that look for the same bytes share an anchor. */
function mergeAnchors(rules: readonly CompiledRule[]): MergedAnchor[] {
  const merged = new Map<string, MergedAnchor>();
  for (const [rule, { anchors }] of rules.entries()) {
    for (const anchor of anchors) addAnchor(merged, anchor, rule);
  }
  return [...merged.values()];
}

function addAnchor(merged: Map<string, MergedAnchor>, anchor: Anchor, rule: number): void {
  const sets = anchor.sets.slice(0, maxAnchorLength);
  const { low, high, isWordStart } = anchor;
  const key = `${isWordStart} ${sets.map((set) => Buffer.from(set).toString('latin1')).join('')}`;
  const trigram = rarestTrigram(sets);
  if (trigram === undefined) throw new Error('an anchor without a trigram'); // anchorsOf gives none such
  const known = merged.get(key) ?? { sets, trigram, isWordStart, targets: [] };
  merged.set(key, known);
  const isKnown = known.targets.some((target) => target.rule === rule && target.low === low && target.high === high);
  if (!isKnown) known.targets.push({ rule, low, high });
}

/** As kernel/layout.ts has them. */
const anchorBytes = 72;
const bucketBytes = 24;

function layAnchors(anchors: readonly MergedAnchor[], classes: ClassTable): Uint8Array {
  const bytes = Buffer.alloc(anchorBytes * anchors.length);
  let firstTarget = 0;
  for (const [index, { sets, trigram, targets }] of anchors.entries()) {
    const at = anchorBytes * index;
    bytes[at] = trigram.offset;
    bytes[at + 1] = sets.length;
    bytes.writeUInt16LE(firstTarget, at + 2);
    bytes.writeUInt16LE(targets.length, at + 4);
    for (const [place, set] of sets.entries()) {
      bytes.writeUInt16LE(classes.number(set), at + 24 + 2 * place);
      const only = onlyFolded(set);
      if (place < 8 && only !== undefined) {
        bytes[at + 8 + place] = 0xff;
        bytes[at + 16 + place] = only;
      }
    }
    firstTarget += targets.length;
  }
  return bytes;
}

/** The one value that the set's bytes have when bit 5 is set. */
function onlyFolded(set: ByteSet): number | undefined {
  const folded = new Set([...set.keys()].filter((byte) => set[byte] === 1).map((byte) => byte | 32));
  const [first] = folded;
  return folded.size === 1 ? first : undefined;
}

function layTargets(anchors: readonly MergedAnchor[]): Uint8Array {
  const targets = anchors.flatMap((anchor) => anchor.targets);
  return words16(targets.flatMap(({ rule, low, high }) => [rule, low, high, 0]));
}

function layRules(
  rules: readonly CompiledRule[],
  programs: readonly Pick<Program, 'words' | 'rows' | 'first'>[],
): Uint8Array {
  const bytes = Buffer.alloc(16 * rules.length);
  let program = 0;
  for (const [index, rule] of rules.entries()) {
    const { words, rows, first } = programs[index]!;
    bytes.writeUInt32LE(program, 16 * index);
    bytes.writeUInt32LE(rule.window, 16 * index + 4);
    bytes.writeUInt16LE(rows, 16 * index + 8);
    bytes.writeUInt16LE(rule.distinct, 16 * index + 10);
    bytes.writeUInt16LE(first, 16 * index + 12);
    program += words.byteLength;
  }
  return bytes;
}

/** What the anchors whose trigram has one hash are told by. */
interface Bucket {
  /** The trigram itself where there is one only, as the kernel reads it; 0 otherwise. */
  readonly key: number;
  /** Which bytes may stand before the trigram, and behind it: a bit for the lower six bits of each. */
  readonly before: Mask;
  readonly behind: Mask;
  readonly anchors: readonly number[];
}

/** Which hash leads to which anchors. Equal buckets are laid down once. */
function layFilter(
  anchors: readonly MergedAnchor[],
  multipliers: Multipliers,
): { slots: Uint8Array; buckets: readonly Bucket[] } {
  const byHash = new Map<number, { keys: Set<number>; anchors: Set<number> }>();
  for (const [index, { trigram }] of anchors.entries()) {
    for (const key of trigram.keys) {
      const hash = hashOf(key, multipliers);
      const slot = byHash.get(hash) ?? { keys: new Set(), anchors: new Set() };
      byHash.set(hash, slot);
      slot.keys.add(key);
      slot.anchors.add(index);
    }
  }
  const numbers = new Map<string, number>();
  const buckets: Bucket[] = [];
  const slots: number[] = [];
  for (const [hash, slot] of [...byHash].sort(([a], [b]) => a - b)) {
    const own = [...slot.anchors].map((index) => anchors[index]!);
    const bucket = {
      key: slot.keys.size === 1 ? [...slot.keys][0]! : 0,
      before: maskOf(own.map(setBefore)),
      behind: maskOf(own.map(({ sets, trigram }) => sets[trigram.offset + 3])),
      anchors: [...slot.anchors],
    };
    const name = JSON.stringify(bucket);
    const number = numbers.get(name) ?? buckets.push(bucket) - 1;
    numbers.set(name, number);
    slots.push(hash, number);
  }
  return { slots: words16(slots), buckets };
}

/** 64 bits, the lower half first. */
type Mask = readonly [number, number];

/** Any byte where one of the sets is not known. */
function maskOf(sets: readonly (ByteSet | undefined)[]): Mask {
  const mask: [number, number] = [0, 0];
  for (let byte = 0; byte < 256; byte += 1)
    if (sets.some((set) => set === undefined || set[byte] === 1)) mask[(byte >> 5) & 1]! |= 1 << (byte & 31);
  return [mask[0] >>> 0, mask[1] >>> 0];
}

const noWord = Uint8Array.from({ length: 256 }, (_, byte) => (isWord(byte) ? 0 : 1));

function setBefore({ sets, trigram, isWordStart }: MergedAnchor): ByteSet | undefined {
  if (trigram.offset > 0) return sets[trigram.offset - 1];
  return isWordStart ? noWord : undefined;
}

function words16(values: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt16LE(value, 2 * index);
  return bytes;
}

class Writer {
  private readonly parts: Uint8Array[] = [];
  private length = 0;

  skip(count: number): void {
    this.parts.push(new Uint8Array(count));
    this.length += count;
  }

  align(): number {
    this.skip((16 - (this.length % 16)) % 16);
    return this.length;
  }

  put(bytes: Uint8Array): number {
    const at = this.align();
    this.parts.push(bytes);
    this.length += bytes.length;
    return at;
  }

  /** The buckets, then the lists of u16 that they point at, each ended by 0xffff. */
  putBuckets(buckets: readonly Bucket[]): number {
    let at = this.align() + bucketBytes * buckets.length;
    const table = Buffer.alloc(bucketBytes * buckets.length);
    for (const [index, { key, before, behind, anchors }] of buckets.entries()) {
      for (const [place, word] of [key, at, ...before, ...behind].entries())
        table.writeUInt32LE(word, bucketBytes * index + 4 * place);
      at += 2 * (anchors.length + 1);
    }
    return this.put(Buffer.concat([table, ...buckets.map(({ anchors }) => words16([...anchors, 0xffff]))]));
  }

  /** A table of (offset, length), then the texts. */
  putTexts(texts: readonly Uint8Array[]): number {
    let at = this.align() + 8 * texts.length;
    const table = Buffer.alloc(8 * texts.length);
    for (const [index, text] of texts.entries()) {
      table.writeUInt32LE(at, 8 * index);
      table.writeUInt32LE(text.length, 8 * index + 4);
      at += text.length;
    }
    return this.put(Buffer.concat([table, ...texts]));
  }

  finish(header: readonly number[]): Uint8Array {
    const bytes = Buffer.concat(this.parts);
    for (const [index, value] of header.entries()) bytes.writeUInt32LE(value, 4 * index);
    return bytes;
  }
}
