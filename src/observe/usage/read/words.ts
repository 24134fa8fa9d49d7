import { isPackageSpecifier } from './javascript-context.ts';
import { type ReadUsage, UsageGatherer, type UsageReader } from './reader.ts';

/** Every word of a configuration, a script or a recipe that could be a package's name: what is loaded or run by name stands there. */
export const readWords: UsageReader = (text) => {
  const gathered = new UsageGatherer();
  gatherWords(text, gathered, 1);
  return gathered.result(undefined);
};

function gatherWords(text: string, gathered: UsageGatherer, firstLine: number): void {
  let line = firstLine;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 10) line += 1;
    if (!isWordPart(code)) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && isWordPart(text.charCodeAt(at))) at += 1;
    // A module of gunicorn and its like: `app:main`; an image: `node:20`.
    if (at - start >= 2 && at - start <= 120)
      for (const word of text.slice(start, at).split(':'))
        if (word.length >= 2 && isPackageSpecifier(word)) gathered.mention(word, line);
  }
}

/** Letters, digits and `@ / . _ - : ~`. */
function isWordPart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 64 && code <= 90) ||
    (code >= 45 && code <= 58) ||
    code === 95 ||
    code === 126
  );
}

/** Keys of package.json that list packages, or describe this one: a name there is not a use. */
const lists: ReadonlySet<string> = new Set(
  (
    'dependencies devDependencies peerDependencies optionalDependencies bundledDependencies bundleDependencies ' +
    'peerDependenciesMeta dependenciesMeta overrides resolutions pnpm catalog ' +
    'name description keywords author contributors repository homepage bugs license funding'
  ).split(' '),
);

/** A package.json: the words of its scripts and of tools' settings in it, and the first word of each command that a script runs. */
export const readPackageJson: UsageReader = (text, deadline) => {
  const manifest = objectOf(text);
  if (manifest === undefined) return { ...readWords(text, deadline), unsure: 1 };
  const gathered = new UsageGatherer();
  const commands = new Set<string>();
  for (const [key, value] of Object.entries(manifest)) {
    if (lists.has(key)) continue;
    const line = lineOf(text, key);
    if (key === 'scripts')
      for (const script of stringsOf(value)) for (const command of commandsOf(script)) commands.add(command);
    gatherWords(JSON.stringify(value).replaceAll('\\n', ' '), gathered, line);
  }
  return { ...gathered.result(undefined), ...(commands.size > 0 && { commands: [...commands].slice(0, 500).sort() }) };
};

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function stringsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).filter((one) => typeof one === 'string');
}

function lineOf(text: string, key: string): number {
  const at = text.indexOf(JSON.stringify(key));
  return at === -1 ? 1 : text.slice(0, at).split('\n').length;
}

const runners: ReadonlySet<string> = new Set(
  'npx pnpx bunx dlx exec cross-env env sudo time nice dotenv command -- npm-run-all run-s run-p'.split(' '),
);

/** First words of the commands in a line of shell: behind `&&`, `|`, `;`, settings of variables, and programs that run others. */
function commandsOf(script: string): string[] {
  return script
    .slice(0, 5000)
    .split(/&&|\|\||[;|&()]/)
    .flatMap((part) => {
      const words = part.trim().split(/\s+/);
      const at = words.findIndex(
        (word) => word !== '' && !/^[\w.]+=/.test(word) && !runners.has(word) && !word.startsWith('-'),
      );
      const word = words[at];
      return word === undefined || !/^[@\w][\w./@-]*$/.test(word) ? [] : [word];
    });
}

/** A pyproject.toml or setup.cfg: the words outside of tables that list packages. */
export const readPythonSettings: UsageReader = (text) => {
  const gathered = new UsageGatherer();
  let isList = false;
  text.split('\n').forEach((line, index) => {
    const table = /^\s*\[{1,2}([^\]]+)\]/.exec(line)?.[1]?.trim();
    if (table !== undefined)
      isList =
        /dependenc|^project|build-system|^metadata|^options|tool\.(poetry|uv|pdm|hatch|flit|setuptools|pipenv)/.test(
          table,
        );
    else if (!isList) gatherWords(line, gathered, index + 1);
  });
  return gathered.result(undefined);
};

/** A Cargo.toml: crates that it renames (`json = { package = "serde_json" }`). */
export const readCargoToml: UsageReader = (text): ReadUsage => {
  const aliases: [string, string][] = [];
  let table = '';
  for (const whole of text.split('\n')) {
    const line = whole.slice(0, 1000);
    const header = /^\s*\[{1,2}([^[\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = header.split('.').at(-1)?.trim() ?? '';
    const original = /\bpackage\s*=\s*"([\w-]+)"/.exec(line)?.[1];
    const name = /^\s*"?([\w-]+)"?\s*=\s*\{/.exec(line)?.[1] ?? table;
    if (original !== undefined && name !== '' && aliases.length < 1000) aliases.push([name, original]);
  }
  return { modules: [], ...(aliases.length > 0 && { aliases }) };
};

/** A style sheet: what it imports from packages. */
export const readStyles: UsageReader = (text) => {
  const gathered = new UsageGatherer();
  text.split('\n').forEach((line, index) => {
    const name = /@(?:import|use|forward|plugin|config|reference)\s[^"']{0,40}["']~?([^"']{1,120})["']/.exec(
      line.slice(0, 400),
    )?.[1];
    if (name !== undefined && isPackageSpecifier(name)) gathered.module(name, index + 1).escape(index + 1);
  });
  return gathered.result(undefined);
};

/** A component file whose markup may use what its script imports: all of that counts as used. */
export function withMarkup(read: UsageReader): UsageReader {
  return (text, deadline) => {
    const usage = read(text, deadline);
    return {
      ...usage,
      modules: usage.modules.map((module) => ({ ...module, escapes: module.escapes ?? module.line })),
    };
  };
}
