import type { ApiSet } from '../models/api.ts';
import { noApi } from '../models/api.ts';
import type { Frame } from '../values/frame.ts';
import type { HeapObject } from '../values/heap.ts';
import type { ClassNode, FunctionNode } from '../values/nodes.ts';
import {
  Flag,
  join,
  joinLabels,
  masked,
  type Labels,
  noConstants,
  noLabels,
  noObjects,
  nothing,
  ofConstant,
  ofLabels,
  ofObject,
  unknown,
  Value,
  withLabels,
} from '../values/value.ts';
import { storeField } from '../values/fields.ts';
import { secrets } from './doubts.ts';
import { namedSource } from './named.ts';
import { maskOf, orMask } from '../models/masks.ts';

const maxChain = 12;

function isIndex(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 48 && first <= 57 && /^\d+$/.test(name);
}

/** Members of tainted values that say nothing of what is in them. */
const harmlessMembers = new Set(['length', 'byteLength', 'prototype']);

/** `o.name`, with what models say of it. */
export function loadMember(frame: Frame, base: Value, name: string, isRead = true): Value {
  let result = nothing;
  for (const object of base.objects) result = join(result, loadOf(frame, object, name, base, 0));
  if (base.api !== noApi) result = join(result, apiMember(frame, base.api, name));
  else if (result === nothing && frame.function.isPython) result = missing(frame, base, name);
  if (base.labels.length > 0 && !harmlessMembers.has(name))
    result = join(
      result,
      ofLabels(
        masked(partsOf(frame, withoutSecrets(frame, base.labels, name), name), maskOfMember(frame, base.api, name)),
      ),
    );
  if (result.api === noApi && result.objects.length === 0 && base.api === noApi)
    result = join(result, unknownNamed(frame, name));
  const source = isRead ? namedSource(frame, name) : undefined;
  if (source !== undefined) result = join(result, source);
  return result === nothing ? unknown : result;
}

/** Of what is only known by its name as a secret, a member is one again by its own name: `apiKey.id` is none. */
function withoutSecrets(frame: Frame, labels: Labels, name: string): Labels {
  const { all } = frame.solver.labels;
  let kept: number[] | undefined;
  for (let at = 0; at < labels.length; at += 2) {
    const { source } = all[labels[at]!]!;
    // Of the whole environment a member is one setting.
    const isSetting = source === 'environment';
    const isGone = source !== undefined && secrets.has(source) && !secretParts.test(name);
    if (isGone || isSetting) kept ??= labels.slice(0, at);
    if (isSetting) kept!.push(labels[at]!, orMask(labels[at + 1]!, maskOf(['response'])));
    else if (!isGone) kept?.push(labels[at]!, labels[at + 1]!);
  }
  return kept ?? labels;
}

const secretParts = /^(?:value|text|data|raw|plain|current|content|body|token|secret|key|\d+)$/i;

/** Rows and documents are answered as data; what is in one of their members may be put into a page. */
export function partsOf(frame: Frame, labels: Labels, name = ''): Labels {
  let parts = labels;
  for (let i = 1; i < labels.length; i += 2) {
    const mask = labels[i]!;
    if ((mask !== rowMask && mask !== fileMask) || isIndex(name) || wholes.has(name)) continue;
    const kind = frame.solver.labels.all[labels[i - 1]!]!.source;
    if (!((kind === 'stored' && mask === rowMask) || (kind === 'file' && mask === fileMask))) continue;
    if (parts === labels) parts = [...labels];
    (parts as number[])[i] = 0;
  }
  return parts;
}

const rowMask = maskOf(['html']);
const fileMask = maskOf(['html', 'dom']);
/** Members that hold rows. */
const wholes = new Set([
  'rows',
  'recordset',
  'recordsets',
  'Items',
  'Item',
  'data',
  'hits',
  'records',
  'docs',
  'documents',
  'dataValues',
]);

/** A member that an instance does not have: what its class makes up. */
function missing(frame: Frame, base: Value, name: string): Value {
  let result = nothing;
  if (name.startsWith('__')) return result;
  for (const object of base.objects) {
    if (object.kind !== 'instance' || object.class === undefined) continue;
    for (const method of loadOf(frame, object, '__getattr__', base, 0).objects)
      if (method.kind === 'function') {
        const args = { values: [ofConstant(name)], operands: [-1], spread: -1, keywords: undefined };
        result = join(result, frame.solver.call(frame, method.function!, base, args, noLabels));
      }
  }
  return result;
}

/** What a member is harmless for by a model's word (`path.name`). */
function maskOfMember(frame: Frame, api: ApiSet, name: string): number {
  if (api === noApi) return 0;
  let mask = 0;
  const { facts } = frame.models.member(api, name);
  if (facts === undefined) return 0;
  for (const sanitizer of facts.sanitizers) mask = orMask(mask, sanitizer.mask);
  return mask;
}

/** A name of which nothing is known but what models say of such names. */
export function unknownNamed(frame: Frame, name: string): Value {
  const root = frame.models.unknownRoot(name);
  return root === noApi ? nothing : apiValue(frame, root);
}

/** What is known of elements, of members whose name is not known, and of what iterating gives. */
export function loadElement(frame: Frame, base: Value): Value {
  let result = nothing;
  for (const object of base.objects) result = join(result, elementOf(frame, object, 0));
  if (base.api !== noApi) result = join(result, apiMember(frame, base.api, undefined));
  if (base.labels.length > 0) result = join(result, ofLabels(base.labels));
  return result === nothing ? unknown : result;
}

/** The value at a place of the models, with its source if it is one. */
export function apiValue(frame: Frame, set: ApiSet): Value {
  if (set === noApi) return nothing;
  let value = (set.value ??= new Value(noLabels, noObjects, set, noConstants, Flag.open, ''));
  if (set.facts !== undefined)
    for (const { kind, label, mask } of set.facts.sources) value = join(value, frame.source(kind, label ?? '', mask));
  return value;
}

/** `name`: undefined for an element. */
function apiMember(frame: Frame, from: ApiSet, name: string | undefined): Value {
  const to = name === undefined ? frame.models.step(from, '[]') : frame.models.member(from, name);
  let value = to === noApi ? nothing : apiValue(frame, to);
  if (name !== undefined && !(to !== noApi && to.facts !== undefined))
    value = join(value, customMember(frame, from, name));
  return value;
}

/** What the project itself keeps in values of a library's type (`req.user`). */
export function customMember(frame: Frame, of: ApiSet, name: string): Value {
  let value = nothing;
  for (const node of frame.models.typeNodes(of))
    value = join(value, frame.solver.customMembers(frame.models, node).field(name).read(frame.function));
  return value;
}

/** What the objects of a value themselves have under a name. */
export function loadHeld(frame: Frame, base: Value, name: string): Value {
  let result = nothing;
  for (const object of base.objects) result = join(result, loadOf(frame, object, name, base, 0));
  return result;
}

function loadOf(frame: Frame, object: HeapObject, name: string, base: Value, depth: number): Value {
  if (depth > maxChain || --frame.fuel < 0) return unknown;
  if (object.kind === 'module') return moduleMember(frame, object, name, depth);
  if (object.kind === 'function' && name === 'prototype') return ofObject(object.function!.prototype);
  if (object.kind === 'class' && name === 'prototype') return ofObject(object.class!.instance);
  if (object.kind === 'array' && !isIndex(name)) {
    const cell = object.fields.get(name);
    return cell === undefined ? nothing : cell.read(frame.function);
  }
  let result = object.field(name).read(frame.function);
  const { common } = object;
  if (common !== undefined) result = join(result, ofAllInstances(frame, common, name));
  if (object.kind !== 'instance' && object.kind !== 'class' && object.kind !== 'function')
    result = join(result, object.any.read(frame.function));
  if (object.class !== undefined && (object.kind === 'class' || object.kind === 'instance'))
    result = join(result, classMember(frame, object.class, object.kind === 'class', name, base, depth));
  if (object.kind === 'instance' && object.function !== undefined && result === nothing)
    result = loadOf(frame, object.function.prototype, name, base, depth + 1);
  if (result === nothing)
    for (const from of object.from.read(frame.function).objects)
      result = join(result, loadOf(frame, from, name, base, depth + 1));
  if (object.kind === 'plain') {
    const spread = object.from.read(frame.function);
    if (spread.api !== noApi) result = join(result, apiMember(frame, spread.api, name));
  }
  return result;
}

function classMember(frame: Frame, of: ClassNode, isStatic: boolean, name: string, base: Value, depth: number): Value {
  // Bases of bases can be as many as ways through them.
  if (--frame.fuel < 0) return unknown;
  if (of.construct !== undefined && !isStatic && name === '__init__') return ofObject(of.construct.object);
  const method = isStatic
    ? (of.statics.get(name) ?? (of.module.ir.language === 'python' ? of.methods.get(name) : undefined))
    : (of.methods.get(name) ?? of.statics.get(name));
  if (method !== undefined) return ofObject(method.object);
  const getter = of.getters.get(name);
  if (getter !== undefined && !isStatic) return frame.solver.call(frame, getter, base, noArguments, noLabels);
  const bases = of.bases.read(frame.function);
  let result = nothing;
  for (const object of bases.objects) {
    if (object.class === undefined || object.class === of) {
      if (object.function !== undefined)
        result = join(result, loadOf(frame, isStatic ? object : object.function.prototype, name, base, depth + 1));
      continue;
    }
    result = join(result, loadOf(frame, isStatic ? object.class.object : object.class.instance, name, base, depth + 1));
  }
  if (bases.api !== noApi) {
    const from = isStatic ? bases.api : frame.models.step(bases.api, '()');
    result = join(result, apiMember(frame, from, name));
  }
  if (isStatic && of.module.ir.language === 'javascript') return result;
  if (!isStatic) {
    // A member that is put into the class later is its instances' too, unless their constructor sets one of their own.
    const isOwn = of.instance.fields.get(name)?.contributions.some(({ by }) => by === of.construct) === true;
    if (!isOwn) result = join(result, of.object.field(name).read(frame.function));
  }
  return result;
}

export const noArguments = { values: [], operands: [], spread: -1, keywords: undefined } as const;

function moduleMember(frame: Frame, namespace: HeapObject, name: string, depth: number): Value {
  const module = namespace.module!;
  if (depth > maxChain) return unknown;
  frame.solver.reach(module, frame.depth);
  const own = namespace.field(name).read(frame.function);
  const whole = namespace.field('=').read(frame.function);
  let result = own;
  if (whole !== nothing && name !== '=')
    result = join(result, name === 'default' ? whole : loadMember(frame, whole, name));
  if (result === nothing || name === '*')
    for (const object of module.star.read(frame.function).objects)
      result = join(result, loadOf(frame, object, name, unknown, depth + 1));
  const star = module.star.read(frame.function);
  if (result === nothing && star.api !== noApi) result = apiMember(frame, star.api, name);
  // A default export that is none: CommonJS seen from a module, and the other way around.
  if (result === nothing && name === 'default') return ofObject(namespace);
  return result;
}

/** What an instance has besides its own fields: what was put into some instance of which it is not known which one it was. */
function ofAllInstances(frame: Frame, common: HeapObject, name: string): Value {
  let result = common.shared.field(name).read(frame.function);
  if (common.class !== undefined) result = join(result, writtenBy(frame, common.class, name, 0));
  for (const from of common.from.read(frame.function).objects)
    result = join(result, loadOf(frame, from, name, unknown, 1));
  return result;
}

/** What methods that nobody calls on an object that is known put into a member. */
function writtenBy(frame: Frame, of: ClassNode, name: string, depth: number): Value {
  let result = nothing;
  for (const { by, effect } of of.writers.get(name) ?? [])
    if (!by.hasReceiver) result = join(result, effect.cell.read(frame.function));
  if (of.ir.bases.length === 0 || depth > 6) return result;
  for (const { class: base } of of.bases.read(frame.function).objects)
    if (base !== undefined && base !== of) result = join(result, writtenBy(frame, base, name, depth + 1));
  return result;
}

export function elementOf(frame: Frame, object: HeapObject, depth: number): Value {
  if (depth > maxChain || --frame.fuel < 0) return unknown;
  let result = object.any.read(frame.function);
  if (object.kind === 'plain' || object.kind === 'array' || object.kind === 'other')
    for (const cell of object.everyField(frame.function)) result = join(result, cell.read(frame.function));
  for (const from of object.from.read(frame.function).objects)
    if (from !== object) result = join(result, elementOf(frame, from, depth + 1));
  return result;
}

/** What a list has at a place, counted from its beginning; `nothing` where it has nothing. */
export function itemAt(frame: Frame, list: Value, nth: number): Value {
  if (list.objects.length === 0) return list.labels.length === 0 ? nothing : loadElement(frame, list);
  let result = nothing;
  for (const object of list.objects) {
    const own = object.fields.get(String(nth));
    result = join(result, own === undefined ? object.any.read(frame.function) : own.read(frame.function));
    if (own === undefined && object.kind !== 'array') result = join(result, elementOf(frame, object, 0));
  }
  return list.labels.length === 0
    ? result
    : withLabels(result === nothing ? unknown : result, joinLabels(result.labels, list.labels));
}

/** Labels of a value as text: its own, and those of what it holds (an array, an object) to a depth. */
export function textLabels(frame: Frame, value: Value, depth = 1): Labels {
  let labels = value.labels;
  if (depth <= 0) return labels;
  for (const object of value.objects) {
    if (object.kind !== 'array' && object.kind !== 'plain' && object.kind !== 'other') continue;
    labels = joinLabels(labels, contents(frame, object, depth));
  }
  return labels;
}

/** Labels of all that an object holds. */
function contents(frame: Frame, object: HeapObject, depth: number): Labels {
  let labels = noLabels;
  if (--frame.fuel < 0) return labels;
  labels = joinLabels(labels, textLabels(frame, object.any.read(frame.function), depth - 1));
  for (const cell of object.everyField(frame.function))
    labels = joinLabels(labels, textLabels(frame, cell.read(frame.function), depth - 1));
  for (const from of object.from.read(frame.function).objects)
    if (from !== object && depth > 0) labels = joinLabels(labels, contents(frame, from, depth - 1));
  return labels;
}

/** `o.name = value`. */
export function storeMember(frame: Frame, base: Value, name: string, value: Value, isGiven = false): void {
  for (const object of base.objects) {
    // What a test puts in says nothing of what the program does.
    if (object.class !== undefined && frame.function.module.isTest && !object.class.module.isTest) continue;
    if (object.kind === 'instance' && object.class !== undefined) {
      const setter = setterOf(frame, object.class, name, 0);
      if (setter !== undefined)
        frame.solver.call(
          frame,
          setter,
          base,
          { values: [value], operands: [-1], spread: -1, keywords: undefined },
          noLabels,
        );
    }
    if (object.kind === 'prototype') bindReceiver(frame, value, object.function!);
    if (object.kind === 'function' && name === 'prototype') frame.write(object.function!.prototype.from, value);
    storeField(frame, object, name, value, isGiven);
  }
  // What a class of the project keeps is its instances' own, whatever it extends.
  if (base.api !== noApi && !base.objects.some(({ kind }) => kind === 'instance')) {
    for (const node of frame.models.typeNodes(base.api))
      frame.write(frame.solver.customMembers(frame.models, node).field(name), value);
  }
}

function setterOf(
  frame: Frame,
  of: ClassNode,
  name: string,
  depth: number,
  seen: Set<ClassNode> = new Set(),
): FunctionNode | undefined {
  const own = of.setters.get(name);
  if (own !== undefined || depth > maxChain || seen.has(of)) return own;
  // Bases that many have in common are asked once.
  seen.add(of);
  for (const base of of.bases.read(frame.function).objects) {
    const found =
      base.class === undefined || base.class === of ? undefined : setterOf(frame, base.class, name, depth + 1, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Functions that are put into a prototype are called on its instances. */
function bindReceiver(frame: Frame, value: Value, maker: FunctionNode): void {
  for (const object of value.objects)
    if (object.kind === 'function' && !object.function!.isArrow)
      frame.write(object.function!.receiver, ofObject(maker.instance));
}
