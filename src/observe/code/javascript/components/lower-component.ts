import type { Program } from 'oxc-parser';
import type { NotLookedAt } from '#ground/model';
import { isTooDeep } from '../depth.ts';
import { OutOfTime } from '../lowering.ts';
import { parse, type Language } from '../parse.ts';
import { gap, linesOf, type Lowered, lowerProgram, readProgram } from '../program.ts';
import { blanked, type Recovered } from '../recover.ts';
import { findScopes } from '../scopes.ts';
import { moveIntoOptions, optionsIn } from './options.ts';
import { writeSvelte } from './svelte.ts';
import { attributeOf, type Block, blocksOf } from './tags.ts';
import { writeVue } from './vue.ts';
import { JsxWriter, originalOffset } from './writer.ts';

/**
 * Lowers the scripts of a component and its template, as a function `render` that reads the component's state: in Vue's options a method of
 * the component (a name is a member of `this`), elsewhere a function that is called with what the script declares.
 */
export function lowerComponent(path: string, text: string, deadline: number): Lowered {
  const blocks = blocksOf(text);
  const scripts = blocks.filter(({ tag }) => tag.name === 'script');
  const lang: Language = scripts.some(({ tag }) => /^tsx?$/.test(attributeOf(tag, 'lang', text) ?? '')) ? 'tsx' : 'jsx';
  const script = onlyScripts(text, scripts);
  const notLookedAt: NotLookedAt[] = [];
  try {
    if (isTooDeep(script, true)) return { notLookedAt: [gap(path, 'too-deep')] };
    const read = readProgram(`${path}.mjs`, script, lang, deadline);
    if ('notLookedAt' in read) return { notLookedAt: read.notLookedAt.map((one) => ({ ...one, path })) };
    for (const { start, end, message } of read.gaps)
      notLookedAt.push(gap(path, 'parse-failed', `${linesOf(text, start, end)}: ${message}`));
    const isSetup =
      path.endsWith('.svelte') || scripts.some(({ tag }) => attributeOf(tag, 'setup', text) !== undefined);
    const rendered = withTemplate(path, text, read, blocks, lang, isSetup);
    if (rendered === undefined) {
      notLookedAt.push(gap(path, 'parse-failed', 'its template'));
      return { ir: lowerProgram(read.program, text, deadline), notLookedAt };
    }
    return {
      ir: lowerProgram(rendered.program, text, deadline, rendered.place),
      notLookedAt: [...notLookedAt, ...rendered.gaps],
    };
  } catch (error) {
    if (error instanceof OutOfTime) return { notLookedAt: [gap(path, 'timed-out')] };
    if (error instanceof RangeError) return { notLookedAt: [gap(path, 'too-deep')] };
    throw error;
  }
}

/** Everything else is blanked, so that offsets stay. */
function onlyScripts(text: string, scripts: readonly Block[]): string {
  let only = text;
  let from = 0;
  for (const { start, end } of scripts) {
    only = blanked(only, { start: from, end: start });
    from = end;
  }
  return blanked(only, { start: from, end: text.length });
}

interface Rendered {
  readonly program: Program;
  readonly place: (at: number) => number;
  readonly gaps: readonly NotLookedAt[];
}

/** The script's program with the template's function in it; undefined when the template cannot be read at all. */
function withTemplate(
  path: string,
  text: string,
  read: Recovered,
  blocks: readonly Block[],
  lang: Language,
  isSetup: boolean,
): Rendered | undefined {
  const script = read.text;
  const gaps: NotLookedAt[] = [];
  const broken = new Set<number>();
  for (let round = 0; round < 2; round++) {
    const out = new JsxWriter(text, broken);
    writeTemplate(path, text, blocks, out);
    const { head, tail } = isSetup
      ? setupHead(read.program, script, path.endsWith('.svelte'), out)
      : optionsHead(read.program, out);
    const prefix = `${script}\n;(function render(${head}return (`;
    const whole = `${prefix}${out.text}\n) ${tail}`;
    if (isTooDeep(whole, true)) return undefined;
    const parsed = parse(whole, lang, 'module');
    if ('program' in parsed) {
      const { program } = parsed;
      if (!isSetup) moveIntoOptions(program, 'render');
      const place = (at: number): number => (at < script.length ? at : originalOffset(out.pieces, prefix.length, at));
      return { program, place, gaps };
    }
    for (const [start, end] of out.expressions) {
      const one = parse(`(${text.slice(start, end)}\n)`, lang, 'module');
      if ('program' in one) continue;
      broken.add(start);
      gaps.push(gap(path, 'parse-failed', `${linesOf(text, start, end)}: an expression of the template`));
    }
    if (broken.size === 0) return undefined;
  }
  return undefined;
}

function writeTemplate(path: string, text: string, blocks: readonly Block[], out: JsxWriter): void {
  if (path.endsWith('.svelte')) {
    const holes = blocks
      .filter(({ tag }) => tag.name !== 'template')
      .map(({ tag, end }) => ({ start: tag.start, end }));
    return writeSvelte(text, holes, out);
  }
  const template = blocks.find(
    ({ tag }) => tag.name === 'template' && !/^(?:pug|jade)$/.test(attributeOf(tag, 'lang', text) ?? ''),
  );
  if (template === undefined) out.glue('null');
  else writeVue(text, template.start, template.end, out);
}

/** A reference of Vue's is handed over as what it holds, a store of Svelte's as the store; names that nothing declares may be properties. */
function setupHead(
  program: Program,
  script: string,
  isSvelte: boolean,
  out: JsxWriter,
): { head: string; tail: string } {
  const declared = findScopes(program).top.names;
  const properties = /\b(?:const|let)\s+([\w$]+)\s*=\s*(?:withDefaults\s*\(\s*)?defineProps\b/.exec(script)?.[1];
  const names: string[] = [];
  const args: string[] = [];
  for (const name of out.names) {
    if (languageNames.has(name)) continue;
    const store = isSvelte && name.startsWith('$') ? name.slice(1) : undefined;
    if (store !== undefined && declared.has(store)) args.push(store);
    else if (!isSvelte && declared.has(name))
      args.push(declared.get(name)!.kind === 'variable' ? `${name}.value ?? ${name}` : name);
    else if (!isSvelte && properties !== undefined) args.push(`${properties}.${name}`);
    else continue;
    names.push(name);
  }
  return { head: `${names.join(', ')}) { `, tail: `})(${args.join(', ')})` };
}

/** Names are members of the component: state that `data` makes and methods set, what is computed, methods; others are properties. */
function optionsHead(program: Program, out: JsxWriter): { head: string; tail: string } {
  const { computed, methods, data } = optionsIn(program);
  const own = [...out.names].filter((name) => !languageNames.has(name));
  const head = own.map((name) => {
    if (computed.has(name)) return `const ${name} = this.computed.${name}.call(this.methods); `;
    if (methods.has(name)) return `const ${name} = this.methods.${name}; `;
    return `const ${name} = this.${name}${data.has(name) ? ` ?? this.methods.${name} ?? this.data().${name}` : ''}; `;
  });
  return { head: `) { ${head.join('')}`, tail: '})' };
}

const languageNames: ReadonlySet<string> = new Set(
  `true false null undefined this typeof instanceof in of new void delete await async function return if else for while const let var class import export default switch case
  break continue throw try catch finally yield super do with NaN Infinity arguments window document console Math JSON Object Array String Number Boolean Date RegExp Promise Map
  Set Symbol Error Intl URL encodeURIComponent decodeURIComponent encodeURI decodeURI parseInt parseFloat isNaN isFinite location navigator globalThis $event enum as`.split(
    /\s+/,
  ),
);
