import type { ModuleIr } from '../../ir/ir.ts';
import { originalOffset } from '../components/writer.ts';
import { isTooDeep } from '../depth.ts';
import { OutOfTime } from '../lowering.ts';
import { parse } from '../parse.ts';
import { gap, type Lowered, lowerProgram } from '../program.ts';
import { writeAngular } from './angular.ts';
import { type Dialect, type Template, templateOf } from './dialect.ts';
import { writeHandlebars } from './handlebars.ts';
import { HtmlReader } from './html-place.ts';
import { writeJinja } from './jinja.ts';
import { writeMako } from './mako.ts';
import { writePug } from './pug.ts';
import { writeTags } from './tags.ts';
import { TemplateWriter } from './writer.ts';

/**
 * A template as a module with a function `render(locals, $put)`, which returns each thing that it puts out; undefined for what is no template, or
 * one that puts nothing out. `$put` is what the engine does with what is put out by default.
 */
export function lowerTemplate(path: string, text: string, deadline: number): Lowered | undefined {
  const template = templateOf(path, text);
  if (template === undefined) return undefined;
  if (text.length > mostText) return { notLookedAt: [gap(path, 'too-large', 'a template')] };
  try {
    const ir = lowerAs(template, text, deadline);
    if (ir === undefined) return { notLookedAt: [gap(path, 'parse-failed', 'its code is not understood')] };
    return ir === 'empty' ? undefined : { ir: { ...ir, template: template.by }, notLookedAt: [] };
  } catch (error) {
    if (error instanceof OutOfTime) return { notLookedAt: [gap(path, 'timed-out')] };
    if (error instanceof RangeError) return { notLookedAt: [gap(path, 'too-deep')] };
    throw error;
  }
}

/** Templates are written by hand; beyond this they are data. */
const mostText = 1_000_000;

/** With its code; where that is no code, only with what it puts out. `place`: where offsets of the text are in the whole file. */
export function lowerAs(
  { dialect, others = [] }: Pick<Template, 'dialect' | 'others'>,
  text: string,
  deadline: number,
  place: (at: number) => number = (at) => at,
  whole: string = text,
): ModuleIr | 'empty' | undefined {
  for (const isBare of [false, true]) {
    const out = new TemplateWriter(deadline);
    write(dialect, text, isBare, out);
    for (const other of others) {
      out.html = new HtmlReader();
      write(other, text, isBare, out);
    }
    if (out.isEmpty) return 'empty';
    const { text: code, pieces } = out.written(parametersOf(out, withCode.has(dialect)));
    if (isTooDeep(code, false)) continue;
    const parsed = parse(code, 'ts', 'module');
    if ('program' in parsed)
      return lowerProgram(parsed.program, whole, deadline, (at) => place(originalOffset(pieces, 0, at)));
  }
  return undefined;
}

function write(dialect: Dialect, text: string, isBare: boolean, out: TemplateWriter): void {
  if (dialect === 'jinja') writeJinja(text, out);
  else if (dialect === 'angular') writeAngular(text, out);
  else if (dialect === 'handlebars') writeHandlebars(text, out);
  else if (dialect === 'pug') writePug(text, isBare, out);
  else if (dialect === 'mako') writeMako(text, out);
  else writeTags(text, isBare, out);
}

/** Names are parameters, so that the template may declare them anew; what it is given is looked into for each. */
function parametersOf({ names, macros }: TemplateWriter, hasCode: boolean): string {
  const own = [...names].filter(
    (name) =>
      /^[A-Za-z_$][\w$]*$/.test(name) &&
      !kept.has(name) &&
      !(hasCode && globals.has(name)) &&
      !macros.has(name) &&
      !name.startsWith('$helper_'),
  );
  if (own.length > mostNames) throw new RangeError('too many names');
  return own.map((name) => `, ${name} = locals.${name}${instead.get(name) ?? ''}`).join('');
}

/** More are told as too much, since what is not given is not followed. */
const mostNames = 2000;

/** What these say is code of JavaScript, in which its globals are known. */
const withCode: ReadonlySet<Dialect> = new Set(['ejs', 'eta', 'pug', 'angular']);

/** What is there without being given. */
const instead: ReadonlyMap<string, string> = new Map([
  ['request', ' ?? $request'],
  ['it', ' ?? locals'],
]);

const kept: ReadonlySet<string> = new Set(
  `locals this null true false undefined NaN Infinity typeof instanceof in of new void delete await async yield function return if else for while do break continue switch case
  default try catch finally throw let const var class extends super import export debugger with enum static implements interface package private protected public arguments eval`.split(
    /\s+/,
  ),
);

const globals: ReadonlySet<string> = new Set(
  `Math JSON Object Array String Number Boolean Date RegExp Promise Map Set Symbol Error Intl URL encodeURIComponent decodeURIComponent encodeURI decodeURI parseInt parseFloat
  isNaN isFinite globalThis process console require`.split(/\s+/),
);
