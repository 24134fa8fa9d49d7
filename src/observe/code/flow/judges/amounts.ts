import { nameOf } from '../values/callee-name.ts';
import type { Frame } from '../values/frame.ts';
import type { FunctionNode } from '../values/nodes.ts';
import { type FunctionIr, Op } from '../../ir/ir.ts';
import { type Judge, note } from './judge.ts';

const orders: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** A test of a loop, and the value that says how often it goes round. */
interface Bound {
  readonly test: number;
  readonly value: number;
}

/** Of each version of a function's code, once. */
const boundsOf = new WeakMap<FunctionIr, readonly Bound[]>();

/** A number from outside says how often a loop goes round. */
export const loopBound: Judge = (frame) => {
  const { loops, isPython, ir } = frame.function;
  if (loops === undefined || isPython) return;
  let bounds = boundsOf.get(ir);
  if (bounds === undefined) {
    bounds = boundsIn(frame, loops);
    boundsOf.set(ir, bounds);
  }
  for (const { test, value } of bounds) {
    frame.at = test;
    frame.hit('resource', value, frame.value(value).labels, []);
  }
};

function boundsIn(frame: Frame, loops: readonly number[]): Bound[] {
  const counters = new Set(loops.filter((at) => isCounter(frame, at)));
  const bounds: Bound[] = [];
  for (let at = 0; at < frame.values.length && counters.size > 0; at++) {
    if (frame.op(at) !== Op.Binary || !orders.has(frame.text(frame.c(at)))) continue;
    const [left, right] = [frame.a(at), frame.b(at)];
    const counter = counters.has(frame.root(left)) ? left : counters.has(frame.root(right)) ? right : -1;
    if (counter < 0) continue;
    const bound = counter === left ? right : left;
    // Counted down to a constant: where it began is what matters.
    const value = frame.op(frame.root(bound)) === Op.Const ? counter : bound;
    const root = frame.root(value);
    if (frame.op(root) !== Op.Load || frame.text(frame.b(root)) !== 'length') bounds.push({ test: at, value });
  }
  return bounds;
}

/** What goes up or down by a constant each time round. */
function isCounter(frame: Frame, at: number): boolean {
  for (let nth = frame.a(at); nth < frame.a(at) + frame.b(at); nth++) {
    const step = frame.root(frame.pool[nth]!);
    if (frame.op(step) !== Op.Binary || !/^[+-]=?$/.test(frame.text(frame.c(step)))) continue;
    if (frame.root(frame.a(step)) === at && frame.op(frame.root(frame.b(step))) === Op.Const) return true;
  }
  return false;
}

const listens = new Set(['on', 'once', 'addListener']);

/** What a client sends is kept, piece by piece, and nobody looks how much it is. */
export const endlessBody: Judge = (frame, { calls }) => {
  if (frame.function.isPython || frame.function.module.isTest) return;
  for (const { at, name } of calls) {
    const from = frame.a(at);
    if (!listens.has(name) || frame.pool[from + 2]! < 2 || frame.pool[from + 1]! < 0) continue;
    const [event, listener] = [frame.pool[from + 3]!, frame.pool[from + 4]!];
    if (event < 0 || listener < 0 || frame.value(event).constants[0] !== 'data') continue;
    if (!isClient(frame, frame.pool[from + 1]!)) continue;
    const functions = frame.value(listener).objects.flatMap((object) => object.function ?? []);
    if (functions.some((one) => keepsAll(one))) note(frame, 'unbounded-body', at, [], message);
  }
  for (const at of elementsOf(frame)) {
    if (!isClient(frame, frame.a(at))) continue;
    if (keepsAll(frame.function)) note(frame, 'unbounded-body', at, [], message);
    return;
  }
};

const elements = new WeakMap<FunctionIr, readonly number[]>();

/** Where something is gone through. */
function elementsOf(frame: Frame): readonly number[] {
  let known = elements.get(frame.function.ir);
  if (known === undefined) {
    const found: number[] = [];
    for (let at = 0; at < frame.values.length; at++) if (frame.op(at) === Op.Element) found.push(at);
    known = found;
    elements.set(frame.function.ir, known);
  }
  return known;
}

const message = 'What a client sends is kept whole, however much it is.';

/** A request of a client or a connection that one has made. */
function isClient(frame: Frame, at: number): boolean {
  const { api } = frame.value(at);
  const { nodes } = api;
  return (
    nodes.length > 0 &&
    ['<node.IncomingMessage>', '<net.Socket>'].some((type) =>
      frame.models.root(type).nodes.some((node) => nodes.includes(node)),
    ) &&
    nameOf(frame, at) !== 'response'
  );
}

/** It puts one piece behind the other, and compares no size. */
function keepsAll({ ir: { code, pool }, module }: FunctionNode): boolean {
  const { texts } = module.ir;
  let keeps = false;
  for (let at = 0; at < code.length; at += 6) {
    const op = code[at];
    if (op === Op.Binary) {
      const operator = texts[code[at + 3]!]!;
      if (orders.has(operator)) return false;
      keeps ||= operator === '+';
    } else if (op === Op.Call) {
      const callee = pool[code[at + 1]!]! * 6;
      const name = code[callee] === Op.Load ? texts[code[callee + 2]!]! : '';
      if (stops.has(name)) return false;
      keeps ||= name === 'push' || name === 'concat';
    }
  }
  return keeps;
}

const stops = new Set(['destroy', 'pause', 'resume', 'unpipe', 'setTimeout']);
