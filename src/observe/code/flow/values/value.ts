import type { ApiSet } from '../models/api.ts';
import { noApi } from '../models/api.ts';
import type { HeapObject } from './heap.ts';
import { andMask, type Mask, orMask } from '../models/masks.ts';

/** A pattern (regular expression) that stands in the code. */
export interface PatternConstant {
  readonly pattern: string;
  readonly flags: string;
}
export type Constant = string | number | boolean | null | undefined | PatternConstant;

/** Pairs of a label's number and the mask of what it is harmless for, in rising order of labels. */
export type Labels = readonly number[];

export const Flag = {
  /** It may be something else besides. */
  open: 1,
  /** A path without `..`: normalised or resolved. */
  normalised: 2,
} as const;

/**
 * What is known of a value on all ways on which it comes about. Immutable; `nothing` (no way yet) and `unknown` (anything) are one object each.
 * `shape`: how its text begins, with U+E000 for parts that are not known.
 */
export class Value {
  readonly labels: Labels;
  readonly objects: readonly HeapObject[];
  readonly api: ApiSet;
  readonly constants: readonly Constant[];
  readonly flags: number;
  readonly shape: string;

  constructor(
    labels: Labels,
    objects: readonly HeapObject[],
    api: ApiSet,
    constants: readonly Constant[],
    flags: number,
    shape: string,
  ) {
    this.labels = labels;
    this.objects = objects;
    this.api = api;
    this.constants = constants;
    this.flags = flags;
    this.shape = shape;
  }
}

export const noLabels: Labels = [];
export const noObjects: readonly HeapObject[] = [];
export const noConstants: readonly Constant[] = [];
export const nothing = new Value(noLabels, noObjects, noApi, noConstants, 0, '');
export const unknown = new Value(noLabels, noObjects, noApi, noConstants, Flag.open, '');
/** Stands in a shape for a part that is not known. */
export const gap = '\uE000';

/** Bounds of what one value carries, and how often they were reached since the last `take`. */
const most = { labels: 16, sources: 8, objects: 6, constants: 6, shape: 120 };
export const mostConstants = most.constants;
/** The longest list of labels of which `joinLabels` leaves out nothing. */
export const uncut = most.labels * 2;
let cut = 0;

export function takeCut(): number {
  const taken = cut;
  cut = 0;
  return taken;
}

export function join(a: Value, b: Value): Value {
  if (a === b || b === nothing) return a;
  if (a === nothing) return b;
  const labels = joinLabels(a.labels, b.labels);
  const objects = joinObjects(a.objects, b.objects);
  const api = a.api.join(b.api);
  const constants = joinConstants(a.constants, b.constants);
  let flags = (a.flags | b.flags) & Flag.open;
  if (constants.length === most.constants && constants !== b.constants) flags |= Flag.open;
  // What is a constant, or carries nothing, is no path that anybody chose.
  if (isNormalised(a) && isNormalised(b) && ((a.flags | b.flags) & Flag.normalised) !== 0) flags |= Flag.normalised;
  const shape = joinShapes(a.shape, b.shape);
  if (
    labels === a.labels &&
    objects === a.objects &&
    api === a.api &&
    constants === a.constants &&
    flags === a.flags &&
    shape === a.shape
  )
    return a;
  if (
    labels === b.labels &&
    objects === b.objects &&
    api === b.api &&
    constants === b.constants &&
    flags === b.flags &&
    shape === b.shape
  )
    return b;
  return new Value(labels, objects, api, constants, flags, shape);
}

function isNormalised(value: Value): boolean {
  return (value.flags & Flag.normalised) !== 0 || value.labels.length === 0;
}

export function joinLabels(a: Labels, b: Labels): Labels {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  if (includesLabels(a, b)) return a;
  if (includesLabels(b, a)) return b;
  const length = merge(a, b);
  // A list that grows by pushing takes several times its size.
  const joined = merged.slice(0, length);
  return length > uncut ? cutLabels(joined, a) : joined;
}

/** Two lists of labels in one, which `joinLabels` copies from here. */
const merged: number[] = Array.from({ length: 128 }, () => 0);

function merge(a: Labels, b: Labels): number {
  let i = 0;
  let j = 0;
  let length = 0;
  while (i < a.length && j < b.length) {
    const left = a[i]!;
    const right = b[j]!;
    if (left < right) {
      merged[length] = left;
      merged[length + 1] = a[i + 1]!;
      i += 2;
    } else if (right < left) {
      merged[length] = right;
      merged[length + 1] = b[j + 1]!;
      j += 2;
    } else {
      merged[length] = left;
      merged[length + 1] = andMask(a[i + 1]!, b[j + 1]!);
      i += 2;
      j += 2;
    }
    length += 2;
  }
  for (; i < a.length; i++) merged[length++] = a[i]!;
  for (; j < b.length; j++) merged[length++] = b[j]!;
  return length;
}

/**
 * Of too many labels, some sources (odd ones) stay whatever else there is, so that no number of parameters hides them, nor of sources the
 * parameters; the others as they came, so that joins cannot go to and fro.
 */
function cutLabels(joined: Labels, first: Labels): Labels {
  cut += 1;
  const kept = new Set<number>();
  const keep = (labels: Labels, count: number, onlySources: boolean): void => {
    for (let i = 0; i < labels.length && kept.size < count; i += 2)
      if (!onlySources || (labels[i]! & 1) === 1) kept.add(labels[i]!);
  };
  keep(first, most.sources, true);
  keep(joined, most.sources, true);
  keep(first, most.labels, false);
  keep(joined, most.labels, false);
  const labels: number[] = [];
  for (let i = 0; i < joined.length; i += 2) if (kept.has(joined[i]!)) labels.push(joined[i]!, joined[i + 1]!);
  return same(labels, first) ? first : labels;
}

/** Whether `a` says all that `b` says. */
function includesLabels(a: Labels, b: Labels): boolean {
  if (b.length > a.length) return false;
  let i = 0;
  for (let j = 0; j < b.length; j += 2) {
    while (i < a.length && a[i]! < b[j]!) i += 2;
    if (i >= a.length || a[i] !== b[j] || andMask(a[i + 1]!, b[j + 1]!) !== a[i + 1]) return false;
  }
  return true;
}

export function joinObjects(a: readonly HeapObject[], b: readonly HeapObject[]): readonly HeapObject[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  if (a.length === 1 && b.length === 1) {
    const [one, other] = [a[0]!, b[0]!];
    return one === other ? a : one.id < other.id ? [one, other] : [other, one];
  }
  let joined: HeapObject[] | undefined;
  for (const object of b) {
    if (a.includes(object)) continue;
    if ((joined ?? a).length >= most.objects) {
      if (hasInstance(a) || hasInstance(b)) {
        const common = together([...(joined ?? a), ...b]);
        if (common.length <= most.objects) return common;
      }
      cut += 1;
      break;
    }
    joined ??= [...a];
    joined.push(object);
  }
  return joined === undefined ? a : joined.sort((one, other) => one.id - other.id);
}

/** Whether one of them is an instance of one place. */
export function hasInstance(objects: readonly HeapObject[]): boolean {
  for (let at = 0; at < objects.length; at++) if (objects[at]!.common !== undefined) return true;
  return false;
}

/** Instances of one class as what all of them have together. */
function together(objects: readonly HeapObject[]): readonly HeapObject[] {
  return [...new Set(objects.map((object) => object.common ?? object))].sort((one, other) => one.id - other.id);
}

function joinConstants(a: readonly Constant[], b: readonly Constant[]): readonly Constant[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  let joined: Constant[] | undefined;
  for (const constant of b) {
    if (a.includes(constant)) continue;
    if ((joined ?? a).length >= most.constants) break;
    joined ??= [...a];
    joined.push(constant);
  }
  return joined ?? a;
}

function joinShapes(a: string, b: string): string {
  if (a === b) return a;
  if (a === '' || b === '') return '';
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at] && a[at] !== gap) at += 1;
  return at === 0 ? gap : a.slice(0, at) + gap;
}

/** One text after another. */
export function joinTexts(a: string, b: string): string {
  const left = a === '' ? gap : a;
  if (left.length >= most.shape) return left;
  return (left + (b === '' ? gap : b)).slice(0, most.shape);
}

export function equal(a: Value, b: Value): boolean {
  return (
    a === b ||
    (a.flags === b.flags &&
      a.shape === b.shape &&
      a.api === b.api &&
      same(a.labels, b.labels) &&
      same(a.objects, b.objects) &&
      same(a.constants, b.constants))
  );
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

export function masked(labels: Labels, mask: Mask): Labels {
  if (mask === 0 || labels.length === 0) return labels;
  if (mask === 1) return noLabels;
  const result = labels.slice();
  for (let at = 1; at < result.length; at += 2) result[at] = orMask(result[at]!, mask);
  return result;
}

export function ofLabels(labels: Labels): Value {
  return labels.length === 0 ? unknown : new Value(labels, noObjects, noApi, noConstants, Flag.open, '');
}

export function ofObject(object: HeapObject): Value {
  return (object.alone ??= new Value(noLabels, [object], noApi, noConstants, 0, ''));
}

export function ofConstant(constant: Constant): Value {
  return new Value(
    noLabels,
    noObjects,
    noApi,
    [constant],
    0,
    typeof constant === 'string' ? constant.slice(0, most.shape) : typeof constant === 'number' ? String(constant) : '',
  );
}

export function withLabels(value: Value, labels: Labels): Value {
  if (value.labels === labels) return value;
  if (
    labels.length === 0 &&
    value.objects.length === 0 &&
    value.api === noApi &&
    value.constants.length === 0 &&
    value.shape === '' &&
    value.flags === Flag.open
  )
    return unknown;
  return new Value(labels, value.objects, value.api, value.constants, value.flags, value.shape);
}

export function isPattern(constant: Constant): constant is PatternConstant {
  return typeof constant === 'object' && constant !== null;
}

/** An object, which is answered as JSON. */
export function isData({ objects, shape }: Value): boolean {
  return shape === '' && objects.some(({ kind }) => kind === 'plain' || kind === 'array' || kind === 'instance');
}
