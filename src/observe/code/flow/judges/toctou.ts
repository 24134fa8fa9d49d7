import { Op } from '../../ir/ir.ts';
import type { Frame } from '../frame.ts';
import { type Judge, note } from './judge.ts';

const looks = new Set([
  'existsSync',
  'exists',
  'accessSync',
  'access',
  'statSync',
  'lstatSync',
  'isfile',
  'isdir',
  'is_file',
  'is_dir',
  'lexists',
  'pathExists',
  'pathExistsSync',
]);
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
]);

/** A file is used because a look at its path said that it may be: in between it may have become another. */
export const toctou: Judge = (frame, { calls }) => {
  const looked: { at: number; root: number }[] = [];
  for (const { at, name } of calls) {
    const path = pathOf(frame, at);
    if (path < 0) continue;
    if (looks.has(name) || looksAtFirst(frame, at)) looked.push({ at, root: frame.root(path) });
    else if (
      uses.has(name) &&
      looked.some(({ at: look, root }) => root === frame.root(path) && isBehind(frame, path, look)) &&
      !isExclusive(frame, at)
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

/** What is looked at or used: the first argument, or the object whose method it is (pathlib). */
function pathOf(frame: Frame, at: number): number {
  const from = frame.a(at);
  if (
    frame.pool[from + 2]! > 0 &&
    frame.pool[from + 3]! >= 0 &&
    frame.op(frame.root(frame.pool[from + 3]!)) !== Op.Const
  )
    return frame.pool[from + 3]!;
  return frame.function.isPython ? frame.pool[from + 1]! : -1;
}

/** Whether the value is known by the look's answer: it stands in a branch of it. */
function isBehind(frame: Frame, value: number, look: number): boolean {
  let at = value;
  for (let hops = 0; hops < 20; hops++) {
    const op = frame.op(at);
    if (op === Op.Guard && frame.root(frame.b(at)) === look) return true;
    if (op !== Op.Guard && op !== Op.Typed) return false;
    at = frame.a(at);
  }
  return false;
}

/** It says that the file must not be there (`wx`, `x`). */
function isExclusive(frame: Frame, at: number): boolean {
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
