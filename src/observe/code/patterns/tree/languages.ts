import type { SyntaxLanguage } from '#ground/syntax';
import { bash } from './bash.ts';
import { Conversion } from './convert.ts';
import { csharp } from './csharp.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { javascript } from './javascript.ts';
import { kotlin } from './kotlin.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';

/** Languages that patterns are written in. */
export type PatternLanguage =
  | 'javascript'
  | 'typescript'
  | 'python'
  | 'go'
  | 'java'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'rust'
  | 'kotlin'
  | 'bash'
  | 'json'
  | 'yaml'
  | 'hcl'
  | 'html'
  | 'generic'
  | 'regex';

const javascriptConversion = new Conversion(javascript);

/** Languages with a grammar: the grammar that reads a file, and its way into the one tree. */
export const grammars: Readonly<
  Partial<
    Record<PatternLanguage, (path: string) => { readonly grammar: SyntaxLanguage; readonly conversion: Conversion }>
  >
> = {
  javascript: fixed('tsx', javascriptConversion),
  typescript: scripted(),
  python: fixed('python', new Conversion(python)),
  go: fixed('go', new Conversion(go)),
  java: fixed('java', new Conversion(java)),
  csharp: fixed('c-sharp', new Conversion(csharp)),
  ruby: fixed('ruby', new Conversion(ruby)),
  php: fixed('php', new Conversion(php)),
  rust: fixed('rust', new Conversion(rust)),
  kotlin: fixed('kotlin', new Conversion(kotlin)),
  bash: fixed('bash', new Conversion(bash)),
};

function fixed(grammar: SyntaxLanguage, conversion: Conversion) {
  const one = { grammar, conversion };
  return () => one;
}

/** `<T>x` is a cast in a .ts file alone. */
function scripted() {
  const [ts, tsx] = [new Conversion(javascript), javascriptConversion];
  return (path: string) =>
    /\.[cm]?ts$/.test(path)
      ? { grammar: 'typescript' as const, conversion: ts }
      : { grammar: 'tsx' as const, conversion: tsx };
}

/** What a rule may call a language. */
const aliases: Readonly<Record<string, PatternLanguage>> = {
  bash: 'bash',
  sh: 'bash',
  csharp: 'csharp',
  'c#': 'csharp',
  go: 'go',
  golang: 'go',
  generic: 'generic',
  none: 'regex',
  regex: 'regex',
  hcl: 'hcl',
  terraform: 'hcl',
  tf: 'hcl',
  html: 'html',
  xml: 'html',
  java: 'java',
  javascript: 'javascript',
  js: 'javascript',
  json: 'json',
  JSON: 'json',
  kotlin: 'kotlin',
  kt: 'kotlin',
  php: 'php',
  python: 'python',
  python2: 'python',
  python3: 'python',
  py: 'python',
  ruby: 'ruby',
  rb: 'ruby',
  rust: 'rust',
  rs: 'rust',
  typescript: 'typescript',
  ts: 'typescript',
  yaml: 'yaml',
  YAML: 'yaml',
};
export const languageNames: readonly string[] = Object.keys(aliases);

/** Undefined for one that patterns are not matched in here. */
export function languageCalled(name: string): PatternLanguage | undefined {
  return Object.hasOwn(aliases, name)
    ? aliases[name]
    : Object.hasOwn(aliases, name.toLowerCase())
      ? aliases[name.toLowerCase()]
      : undefined;
}

const extensions: ReadonlyMap<string, PatternLanguage> = new Map(
  Object.entries({
    bash: 'sh bash',
    csharp: 'cs',
    go: 'go',
    hcl: 'hcl tf tfvars',
    html: 'html htm xml',
    java: 'java',
    javascript: 'js jsx cjs mjs',
    json: 'json',
    kotlin: 'kt kts ktm',
    php: 'php tpl phtml',
    python: 'py pyi',
    ruby: 'rb',
    rust: 'rs',
    typescript: 'ts tsx mts cts',
    yaml: 'yml yaml',
  } satisfies Partial<Record<PatternLanguage, string>>).flatMap(([language, endings]) =>
    endings.split(' ').map((ending) => [ending, language as PatternLanguage] as const),
  ),
);

/** By the end of its name; undefined for a file that only generic and regex rules look at. */
export function languageOfFile(path: string): PatternLanguage | undefined {
  return extensions.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
