import { Op } from '../../ir/ir.ts';
import type { Frame } from '../values/frame.ts';
import { type Judge, note } from './judge.ts';

const looks = new Set([
  'existsSync',
  'exists',
  'accessSync',
  'access',
  'statSync',
  'lstatSync',
  'stat',
  'lstat',
  'isfile',
  'isdir',
  'is_file',
  'is_dir',
  'lexists',
  'pathExists',
  'pathExistsSync',
  'islink',
  'is_symlink',
]);
/** What writes to its second argument. */
const writesTo = new Set(['copyfile', 'copy', 'copy2']);
const uses = new Set([
  'open',
  'openSync',
  'readFile',
  'readFileSync',
  'writeFile',
  'writeFileSync',
  'appendFile',
  'appendFileSync',
  'unlink',
  'unlinkSync',
  'rm',
  'rmSync',
  'rename',
  'renameSync',
  'createWriteStream',
  'createReadStream',
  'chmod',
  'chmodSync',
  'remove',
  'read_text',
  'write_text',
  'read_bytes',
  'write_bytes',
  'rmtree',
  'outputFile',
  'copyFile',
  'copyFileSync',
  ...writesTo,
]);

/** They only say whether there is something. */
const askExistence = new Set(
  'existsSync exists isfile isdir is_file is_dir lexists pathExists pathExistsSync'.split(' '),
);
const removes = new Set(['unlink', 'unlinkSync', 'rm', 'rmSync', 'remove', 'rmtree']);
const reads = new Set(['readFile', 'readFileSync', 'createReadStream']);

/** A file is used because a look at its path said that it may be: in between it may have become another. */
export const toctou: Judge = (frame, { calls }) => {
  const looked: { at: number; root: number; name: string }[] = [];
  for (const { at, name } of calls) {
    const path = pathOf(frame, at, name);
    if (path < 0) continue;
    if (looks.has(name) || looksAtFirst(frame, at)) looked.push({ at, root: frame.root(path), name });
    else if (!uses.has(name) || isExclusive(frame, at)) continue;
    else if (
      looked.some(
        ({ at: look, root, name: how }) =>
          (root === frame.root(path) && tells(frame, how, name, path, look, at)) ||
          (isSameText(frame, root, path) && writes(frame, name, at)),
      ) ||
      isInAnswer(frame, path, name)
    )
      note(frame, 'toctou', at, []);
  }
};

/** A function of the project that does nothing but look at the path that it is given: `isFree(path)`. */
function looksAtFirst(frame: Frame, at: number): boolean {
  const [one, ...others] = frame.value(frame.pool[frame.a(at)]!).objects;
  const made = one?.function;
  if (made === undefined || one?.kind !== 'function' || others.length > 0) return false;
  const { code, pool } = made.ir;
  if (code.length > mostOfLook * 6) return false;
  const { texts } = made.module.ir;
  for (let each = 0; each < code.length; each += 6) {
    if (code[each] !== Op.Call) continue;
    const from = code[each + 1]!;
    const given = pool[from + 2]! > 0 ? pool[from + 3]! : -1;
    if (given < 0 || code[given * 6] !== Op.Param || code[given * 6 + 1] !== 0) continue;
    let [callee, owner] = [pool[from]!, code];
    if (owner[callee * 6] === Op.Outer) {
      const outer = made.module.functions[owner[callee * 6 + 1]!];
      callee = owner[callee * 6 + 2]!;
      owner = outer?.ir.code ?? [];
    }
    const op = owner[callee * 6];
    if ((op === Op.Load || op === Op.Import) && looks.has(texts[owner[callee * 6 + 2]!]!)) return true;
  }
  return false;
}

/** So many values at most are in a function that only looks. */
const mostOfLook = 30;

/** What a look at a path said decides what is done with it. */
function tells(frame: Frame, how: string, use: string, path: number, look: number, at: number): boolean {
  // Whether one is there that is only read.
  if (frame.function.isPython && how !== 'access' && !writes(frame, use, at)) return false;
  // Of files that are only read: how large one is, and whether it is one.
  if (!frame.function.isPython && how.includes('tat') && reads.has(use)) return asksWhose(frame, look);
  // Whether it is there is asked for what is to be made; of what is there, it is no more than courtesy, and its end is an error like any other.
  const answer = answerOf(frame, path, look);
  if (answer !== undefined) return answer === 'no' ? !removes.has(use) : !askExistence.has(how);
  // It throws where the path may not be used.
  return !frame.function.isPython && (how === 'access' || how === 'accessSync') && !isCalledBack(frame, look);
}

/** Whose file it is, or who may write it, decides. */
function asksWhose(frame: Frame, look: number): boolean {
  for (let at = look; at < frame.values.length; at++)
    if (
      frame.op(at) === Op.Load &&
      /^(?:uid|gid|mode)$/.test(frame.text(frame.b(at))) &&
      frame.root(frame.a(at)) === look
    )
      return true;
  return false;
}

function isCalledBack(frame: Frame, at: number): boolean {
  const from = frame.a(at);
  for (let nth = from + 3; nth < from + 3 + frame.pool[from + 2]!; nth++)
    if (frame.pool[nth]! >= 0 && frame.op(frame.root(frame.pool[nth]!)) === Op.Function) return true;
  return false;
}

/** The use stands in the function that is told the answer: `fs.access(path, (error) => …)`. */
function isInAnswer(frame: Frame, path: number, use: string): boolean {
  const root = frame.root(path);
  const own = frame.function;
  if (own.isPython || frame.op(root) !== Op.Outer || own.owner?.index !== frame.a(root)) return false;
  const wanted = frame.b(root);
  for (const { at, name } of own.owner.notable?.calls ?? []) {
    if (!looks.has(name) || (reads.has(use) && name !== 'access')) continue;
    const { code, pool } = own.owner.ir;
    const from = code[at * 6 + 1]!;
    const given = pool.slice(from + 3, from + 3 + pool[from + 2]!);
    if (given[0] === wanted && given.some((each) => code[each * 6] === Op.Function && code[each * 6 + 1] === own.index))
      return true;
  }
  return false;
}

/** What is looked at or used: the first argument, or the object whose method it is (pathlib). */
function pathOf(frame: Frame, at: number, name: string): number {
  const from = frame.a(at);
  if (frame.function.isPython && writesTo.has(name)) return frame.pool[from + 2]! > 1 ? frame.pool[from + 4]! : -1;
  if (
    frame.pool[from + 2]! > 0 &&
    frame.pool[from + 3]! >= 0 &&
    (frame.op(frame.root(frame.pool[from + 3]!)) !== Op.Const || isPathText(frame, frame.pool[from + 3]!))
  )
    return frame.pool[from + 3]!;
  return frame.function.isPython ? frame.pool[from + 1]! : -1;
}

function isPathText(frame: Frame, at: number): boolean {
  const [text] = frame.function.isPython ? frame.value(at).constants : [];
  return typeof text === 'string' && text.includes('/');
}

const readers = new Set(['read_text', 'read_bytes']);

/** Whether what is used is written, replaced or removed: in Python a file that is opened to be read is not. */
function writes(frame: Frame, use: string, at: number): boolean {
  if (readers.has(use)) return false;
  if (use !== 'open') return true;
  const from = frame.a(at);
  for (let nth = from + 3; nth < from + frame.b(at); nth++) {
    const operand = frame.pool[nth]!;
    const { constants } = operand < 0 ? noValue : frame.value(operand);
    if (constants.some((constant) => typeof constant === 'string' && /^(?:[wax][bt+]*|r[bt]*[+][bt]*)$/.test(constant)))
      return true;
  }
  return false;
}

const noValue = { constants: [] as readonly unknown[] };

/** The same path, written twice. */
function isSameText(frame: Frame, one: number, other: number): boolean {
  const root = frame.root(other);
  if (frame.op(one) !== Op.Const || frame.op(root) !== Op.Const || one === root) return false;
  const [a] = frame.value(one).constants;
  return typeof a === 'string' && a.includes('/') && a === frame.value(root).constants[0];
}

/** What the look's answer was where the value stands: it stands in a branch of it; undefined where it stands in none. */
function answerOf(frame: Frame, value: number, look: number): 'yes' | 'no' | undefined {
  let at = value;
  for (let hops = 0; hops < 20; hops++) {
    const op = frame.op(at);
    if (op === Op.Guard && asks(frame, frame.root(frame.b(at)), look)) return frame.c(at) === 0 ? 'no' : 'yes';
    if (op !== Op.Guard && op !== Op.Typed) return undefined;
    at = frame.a(at);
  }
  return undefined;
}

/** The look itself, or a question to what it gave: `(await stat(path)).isFile()`. */
function asks(frame: Frame, test: number, look: number): boolean {
  if (test === look) return true;
  if (frame.function.isPython || frame.op(test) !== Op.Call) return false;
  const receiver = frame.pool[frame.a(test) + 1]!;
  return receiver >= 0 && frame.root(receiver) === look;
}

/** It says that the file must not be there (`wx`, `x`). */
export function isExclusive(frame: Frame, at: number): boolean {
  const from = frame.a(at);
  for (let nth = from + 4; nth < from + frame.b(at); nth++) {
    const operand = frame.pool[nth]!;
    const value = frame.value(operand < 0 ? -1 - operand : operand);
    const given = [
      ...value.constants,
      ...value.objects.flatMap((object) => [...(object.fields.get('flag')?.value.constants ?? [])]),
    ];
    if (given.some((constant) => typeof constant === 'string' && /^[war]*x/.test(constant))) return true;
  }
  return false;
}
