import type { Frame } from '../values/frame.ts';
import { nameOf } from '../values/callee-name.ts';
import { Op } from '../../ir/ir.ts';
import { andMask, harmful, harmless, type Mask, maskOf, orMask } from '../models/masks.ts';
import { maskOfPrefix } from '../pattern/judge.ts';
import { Flag, type Value } from '../values/value.ts';

/** Whether a value is the target, or the target in another dress. */
export function stems(frame: Frame, at: number, target: number, depth = 0): boolean {
  const value = frame.root(at);
  if (value === frame.root(target) || value === meeting(frame, target)) return true;
  if (depth > 3) return false;
  if (frame.op(value) === Op.Call) {
    const from = frame.a(value);
    const name = nameOf(frame, frame.pool[from]!);
    // What leads from a folder to the target (`path.relative(folder, target)`).
    if (name === 'relative' && frame.pool[from + 2]! > 1 && frame.pool[from + 4]! >= 0)
      return stems(frame, frame.pool[from + 4]!, target, depth + 1);
    if (!dressing.has(name)) return false;
    const receiver = frame.pool[from + 1]!;
    if (receiver >= 0 && stems(frame, receiver, target, depth + 1)) return true;
    return (
      frame.pool[from + 2]! > 0 && frame.pool[from + 3]! >= 0 && stems(frame, frame.pool[from + 3]!, target, depth + 1)
    );
  }
  // `x or ''`
  if (frame.op(value) === Op.Binary && frame.text(frame.c(value)) === '||')
    return stems(frame, frame.a(value), target, depth + 1) && isFixed(frame, frame.value(frame.b(value)));
  if (frame.op(value) === Op.Template)
    return frame.b(value) === 1 && stems(frame, frame.pool[frame.a(value)]!, target, depth + 1);
  return false;
}

/** What a value is on all ways that meet in it, of which each knows something else of it; -1 where they differ. */
function meeting(frame: Frame, at: number): number {
  const phi = frame.root(at);
  if (frame.op(phi) !== Op.Phi) return -1;
  const from = frame.a(phi);
  const count = frame.b(phi);
  if (count === 0 || count > mostMeeting) return -1;
  const root = frame.root(frame.pool[from]!);
  for (let nth = from + 1; nth < from + count; nth++) if (frame.root(frame.pool[nth]!) !== root) return -1;
  return root;
}

const mostMeeting = 6;

/** Whether a value is made of the target by calls (`new URL(x)`, `urlparse(x)`), or is it. */
export function comesOf(frame: Frame, at: number, target: number, depth = 0): boolean {
  const value = frame.root(at);
  if (stems(frame, value, target)) return true;
  if (depth > 3) return false;
  if (frame.op(value) === Op.Load) return comesOf(frame, frame.a(value), target, depth + 1);
  if (frame.op(value) !== Op.Call) return false;
  const from = frame.a(value);
  for (let nth = 0; nth < frame.pool[from + 2]!; nth++) {
    const argument = frame.pool[from + 3 + nth]!;
    if (argument >= 0 && comesOf(frame, argument, target, depth + 1)) return true;
  }
  return false;
}

/** Whether a path is the target, as it stands or after all of its links and dots were followed. */
export function isSamePlace(frame: Frame, at: number, target: number, depth = 0): boolean {
  if (stems(frame, at, target)) return true;
  const value = frame.root(at);
  if (depth > 2 || frame.op(value) !== Op.Call) return false;
  const from = frame.a(value);
  const name = nameOf(frame, frame.pool[from]!);
  if (!places.has(name)) return false;
  const receiver = frame.pool[from + 1]!;
  const first = frame.pool[from + 2]! > 0 ? frame.pool[from + 3]! : -1;
  return (
    (first >= 0 && isSamePlace(frame, first, target, depth + 1)) ||
    (receiver >= 0 && isSamePlace(frame, receiver, target, depth + 1))
  );
}

const places = new Set(['realpath', 'abspath', 'normpath', 'resolve', 'absolute', 'Path', 'PurePath', 'fspath', 'str']);

/** Of a part of an address, as it is or in another dress (`parts.hostname.lower() or ''`): where it is loaded; -1 for others. */
export function addressPart(frame: Frame, at: number): number {
  let value = frame.root(at);
  for (let hops = 0; hops < 4; hops++) {
    const op = frame.op(value);
    if (op === Op.Load) return hostMembers.has(frame.text(frame.b(value))) ? value : -1;
    if (op === Op.Binary && frame.text(frame.c(value)) === '||') value = frame.root(frame.a(value));
    else if (op === Op.Call && dressing.has(nameOf(frame, frame.pool[frame.a(value)]!))) {
      const receiver = frame.pool[frame.a(value) + 1]!;
      if (receiver < 0) return -1;
      value = frame.root(receiver);
    } else return -1;
  }
  return -1;
}

/** What is known of an address one part of which is known. */
export function ofAddressPart(frame: Frame, part: number): Mask {
  return ['protocol', 'scheme'].includes(frame.text(frame.b(part))) ? maskOf(['href', 'open-external']) : address();
}

/** A value that nobody outside has a say in. */
export function isFixed(frame: Frame, value: Value): boolean {
  return (
    isOurs(frame, value.labels) &&
    value.objects.every((object) => isOurs(frame, object.any.read(frame.function).labels))
  );
}

/** What whoever runs the program gave it: a list of what is allowed may come from there. */
const ours = new Set(['settings', 'environment', 'arguments']);

export function isOurs(frame: Frame, labels: Value['labels']): boolean {
  for (let i = 0; i < labels.length; i += 2) {
    const { source } = frame.solver.labels.all[labels[i]!]!;
    if (source === undefined || !ours.has(source)) return false;
  }
  return true;
}

/** Text that lacks something. */
export function ofAbsent(frame: Frame, part: number): Mask {
  const constants = frame.value(part).constants;
  if (constants.includes('..')) return folder();
  if (constants.includes('/')) return folder();
  if (constants.includes('\n') || constants.includes('\r')) return maskOf(['header', 'log', 'mail']);
  if (constants.includes('<')) return maskOf(['html', 'dom']);
  return harmful;
}

/** What a text is harmless for that begins with another. */
export function ofPrefix(frame: Frame, text: number, prefix: number): Mask {
  const value = frame.value(prefix);
  // A path that has no `..` left and begins with a folder's, separator included, stays in it.
  const isNormalised = (frame.value(frame.root(text)).flags & Flag.normalised) !== 0;
  const inside = isNormalised && mayEndFolder(frame, prefix, 0) ? folder() : harmful;
  if (value.labels.length > 0) return inside;
  let mask: Mask = harmful;
  if (value.constants.length > 0 && value.constants.every((constant) => typeof constant === 'string')) {
    mask = harmless;
    for (const constant of value.constants) mask = andMask(mask, maskOfPrefix(constant));
  } else if (value.shape !== '') mask = maskOfPrefix(value.shape);
  return orMask(mask, inside);
}

/** Whether a folder's name may end in a separator: without one, `/srv/files-of-others` begins with `/srv/files` too. */
export function mayEndFolder(frame: Frame, at: number, depth = 0): boolean {
  const { constants } = frame.value(at);
  if (constants.length > 0) return constants.every((each) => typeof each === 'string' && /[/\\]$/.test(each));
  const root = frame.root(at);
  if (depth > 3) return true;
  switch (frame.op(root)) {
    case Op.Binary:
      return mayEndFolder(frame, frame.b(root), depth + 1);
    case Op.Template:
      return frame.b(root) > 0 && mayEndFolder(frame, frame.pool[frame.a(root) + frame.b(root) - 1]!, depth + 1);
    case Op.Call:
      return !/^(?:resolve|realpath|realpathSync|abspath|normpath|normalize)$/.test(
        nameOf(frame, frame.pool[frame.a(root)]!),
      );
    default:
      return true;
  }
}

export const address = (): Mask => maskOf(['url', 'redirect', 'href', 'open-external', 'cors-origin']);
export const folder = (): Mask => maskOf(['path', 'archive']);
export const operators = (): Mask => maskOf(['nosql', 'assign', 'prototype']);

/** Methods and functions that give the same text in another dress: a test of it is a test of what it is made of. */
const dressing = new Set([
  'toString',
  'toLowerCase',
  'toUpperCase',
  'trim',
  'String',
  'lower',
  'upper',
  'strip',
  'casefold',
  'str',
  'normalize',
  'valueOf',
  'lstrip',
  'rstrip',
  'decodeURIComponent',
]);
/** Tests of whether something is in a collection. */
export const memberships = new Set([
  'includes',
  'has',
  'contains',
  'hasOwnProperty',
  'hasOwn',
  'exists',
  'get',
  'isMember',
  'indexOf',
  '__contains__',
  'some',
  'find',
]);
/** Parts of an address that say who is asked, or how. */
export const hostMembers = new Set(['hostname', 'host', 'origin', 'netloc', 'protocol', 'scheme']);
