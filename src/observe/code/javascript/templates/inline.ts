import { ConstKind, type ModuleIr, Op } from '../../ir/ir.ts';
import { OutOfTime } from '../lowering.ts';
import type { CodeText } from '../program.ts';
import { byTags } from './dialect.ts';
import { lowerAs } from './lower-template.ts';

const engines =
  /^(?:flask|jinja2|django|quart|mako|bottle|tornado|nunjucks|ejs|eta|handlebars|hbs|mustache|hogan\.js|liquidjs|swig|twig|express-handlebars|@angular)(?:[./]|$)/;
const most = 20;
/** So much of a constant is known where it is used. */
const longest = 4000;

/** Templates that stand as texts in code which names an engine. */
export function inlineTemplates({ text }: CodeText, ir: ModuleIr, deadline: number): ModuleIr[] {
  if (!/\{\{|\{%|<%|\$\{|@Component\(/.test(text) || !ir.requests.some((request) => engines.test(ir.texts[request]!)))
    return [];
  const found: ModuleIr[] = [];
  const seen = new Set<string>();
  for (const { code } of ir.functions)
    for (let at = 0; at < code.length && found.length < most; at += 6) {
      if (code[at] !== Op.Const || code[at + 2] !== ConstKind.text) continue;
      const said = ir.texts[code[at + 1]!]!;
      const template = said.length < 6 || seen.has(said) ? undefined : byTags(said);
      if (template === undefined) continue;
      seen.add(said);
      const place = placeIn(text, said, code[at + 4]!, code[at + 5]!);
      const lowered = lowerText(template, said, deadline, place, text);
      if (lowered !== undefined) found.push({ ...lowered, template: ir.language, inline: said.slice(0, longest) });
    }
  return found;
}

function lowerText(
  template: Parameters<typeof lowerAs>[0],
  said: string,
  deadline: number,
  place: (at: number) => number,
  whole: string,
): ModuleIr | undefined {
  try {
    const ir = lowerAs(template, said, deadline, place, whole);
    return ir === 'empty' ? undefined : ir;
  } catch (error) {
    if (error instanceof OutOfTime || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Where the text has escapes it is not told where in it something stands. */
function placeIn(whole: string, said: string, start: number, end: number): (at: number) => number {
  const from = whole.slice(start, end).indexOf(said);
  return from < 0 ? () => start : (at) => start + from + at;
}
