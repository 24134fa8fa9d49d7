/**
 * Paths of library models (library.ts), read into steps. The first step is the root: `express` (a package; of Node's own without `node:`),
 * `<express.Request>` (a type), `global:fetch`, `unknown:cursor` (a name of which nothing else is known), `module:DEBUG` (what a file assigns at its top). The others: `.name`, `.*`, `()`, `[]`. What a JavaScript package exports is a member of it;
 * in Python everything after the first name is.
 */
export type ModelPath = readonly string[];

/** What is wrong with a path, and what was expected. */
export interface PathProblem {
  readonly message: string;
  readonly expected: string;
}

const maxAlternatives = 400;
const word = /^[A-Za-z_$][\w$-]*/;
/** Also what Svelte's `{@html}` comes as. */
const member = /^@?[A-Za-z_$][\w$-]*/;

/** All paths that a text stands for (`.{get,post}` for two), or what is wrong with it. */
export function readPaths(language: 'javascript' | 'python', text: string): ModelPath[] | PathProblem {
  const texts = alternatives(text);
  if (!Array.isArray(texts)) return texts;
  const paths: ModelPath[] = [];
  for (const each of texts) {
    const path = readPath(language, each);
    if (!Array.isArray(path)) return path;
    paths.push(path);
  }
  return paths;
}

function alternatives(text: string): string[] | PathProblem {
  let texts = [text];
  for (;;) {
    const open = texts[0]!.indexOf('{');
    if (open < 0) return texts;
    const close = texts[0]!.indexOf('}', open);
    if (close < 0) return { message: `${text} opens a brace that nothing closes`, expected: '.{get,post}' };
    const next: string[] = [];
    for (const each of texts) {
      // Texts differ before this brace when there was another one: each has its own place.
      const from = each.indexOf('{');
      const to = each.indexOf('}', from);
      for (const name of each.slice(from + 1, to).split(','))
        next.push(each.slice(0, from) + name.trim() + each.slice(to + 1));
    }
    if (next.length > maxAlternatives)
      return {
        message: `${text} stands for ${next.length} paths`,
        expected: `at most ${maxAlternatives}`,
      };
    texts = next;
  }
}

function readPath(language: 'javascript' | 'python', text: string): string[] | PathProblem {
  const root = rootOf(language, text);
  if (root === undefined)
    return {
      message: `${text} does not begin with a root`,
      expected:
        language === 'python'
          ? 'a module (flask.request), a type (<flask.Request>) or a global (global:open)'
          : 'a package (express, node:fs, @nestjs/common), a type (<express.Request>) or a global (global:fetch)',
    };
  const steps = [root.name];
  let at = root.end;
  while (at < text.length) {
    const step = stepAt(language, text, at);
    if (step === undefined)
      return {
        message: `${text} goes on with ${JSON.stringify(text.slice(at, at + 20))} after ${text.slice(0, at)}`,
        expected: language === 'python' ? '.name, .*, () or []' : '#export, .name, .*, () or []',
      };
    if (!(step.name === '.default' && steps.length === 1 && language === 'javascript')) steps.push(step.name);
    at = step.end;
  }
  return steps;
}

function rootOf(language: 'javascript' | 'python', text: string): { name: string; end: number } | undefined {
  if (text.startsWith('<')) {
    const end = text.indexOf('>');
    return end < 2 ? undefined : { name: text.slice(0, end + 1), end: end + 1 };
  }
  const named = /^(global|unknown|module):/.exec(text)?.[0];
  if (named !== undefined) return namedRoot(named, text.slice(named.length), named.length);
  const scheme = /^(unknown|module):/.exec(text)?.[0];
  if (scheme !== undefined) {
    const name = word.exec(text.slice(scheme.length))?.[0];
    return name === undefined ? undefined : { name: scheme + name, end: scheme.length + name.length };
  }
  if (language === 'python') {
    const name = word.exec(text)?.[0];
    if (name === 'builtins' && text[8] === '.') return namedRoot('global:', text.slice(9), 9);
    return name === undefined ? undefined : { name, end: name.length };
  }
  let end = 0;
  while (end < text.length && !'#()[]'.includes(text[end]!)) end += 1;
  const name = text.slice(text.startsWith('node:') ? 5 : 0, end);
  return /^(@[\w.~-]+\/)?[\w~$-][\w.~$:-]*(\/[\w.~*-]+)*$/.test(name) ? { name, end } : undefined;
}

function namedRoot(root: string, text: string, offset: number): { name: string; end: number } | undefined {
  const name = word.exec(text)?.[0];
  return name === undefined ? undefined : { name: root + name, end: offset + name.length };
}

function stepAt(
  language: 'javascript' | 'python',
  text: string,
  at: number,
): { name: string; end: number } | undefined {
  if (text.startsWith('()', at) || text.startsWith('[]', at)) return { name: text.slice(at, at + 2), end: at + 2 };
  if (text.startsWith('[of]', at)) return { name: '[of]', end: at + 4 };
  const mark = text[at];
  if (mark !== '.' && !(mark === '#' && language === 'javascript')) return undefined;
  if (text[at + 1] === '*') return { name: '.*', end: at + 2 };
  if (text.startsWith('[]', at + 1)) return { name: '[]', end: at + 3 };
  if (text.startsWith('[of]', at + 1)) return { name: '[of]', end: at + 5 };
  const name = member.exec(text.slice(at + 1, at + 120))?.[0];
  return name === undefined ? undefined : { name: `.${name}`, end: at + 1 + name.length };
}
