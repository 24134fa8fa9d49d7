import { isTest } from './change.ts';

/** Modules that are used by what is no code of the project: frameworks, tools, and whoever installs a package. */
export class EntryPoints {
  /** Paths without their endings. */
  private readonly exact = new Set<string>();
  private readonly prefixes: string[] = [];
  private readonly pythonPackages: string[] = [];
  /** Names of the project's own packages: importing one is importing its modules. */
  readonly packages = new Set<string>();

  /** package.json, pyproject.toml, setup.py: what a package promises to others. What cannot be read promises nothing. */
  read(path: string, text: string): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const folder = path.slice(0, path.length - name.length);
    if (name === 'package.json') this.readPackage(folder, text);
    else if (name === 'pyproject.toml' || name === 'setup.py' || name === 'setup.cfg') {
      const isBuilt = name !== 'pyproject.toml' || /^\[build-system\]/m.test(text);
      if (isBuilt && !/Private ::/.test(text)) this.pythonPackages.push(folder);
    }
  }

  /** Every module below a folder is loaded by a pattern in the code: `import.meta.glob('./pages/*.tsx')`. */
  loadsAll(folder: string): void {
    this.prefixes.push(folder);
  }

  has(path: string): boolean {
    return this.isPublic(path) || isConventional(path);
  }

  /** What packages give to others: what it exports again is given to them too. */
  isPublic(path: string): boolean {
    return (
      this.exact.has(stemOf(path)) ||
      this.prefixes.some((prefix) => path.startsWith(prefix)) ||
      (path.endsWith('.py') && this.pythonPackages.some((folder) => path.startsWith(folder)))
    );
  }

  private readPackage(folder: string, text: string): void {
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      return;
    }
    if (typeof read !== 'object' || read === null) return;
    const described = read as Readonly<Record<string, unknown>>; // checked above
    if (typeof described['name'] === 'string') this.packages.add(described['name']);
    const targets = ['main', 'module', 'browser', 'types', 'typings', 'bin', 'exports', 'source', 'svelte'].flatMap(
      (field) => textsIn(described[field]),
    );
    for (const target of targets) this.addTarget(folder, target);
    if (described['private'] !== true && typeof described['name'] === 'string')
      for (const root of ['', 'src/', 'lib/']) this.exact.add(`${folder}${root}index`);
  }

  /** What is published is mostly built from a source of the same name. */
  private addTarget(folder: string, target: string): void {
    const path = target.replace(/^\.\//, '');
    const star = path.indexOf('*');
    const sources = [
      path,
      path.replace(/^(?:dist|lib|build|out|es|esm|cjs)\/(?:(?:es|esm|cjs|src|types)\/)?/, 'src/'),
      path.replace(/^(?:dist|lib|build|out)\//, ''),
    ];
    for (const source of sources) {
      if (star >= 0) this.prefixes.push(folder + source.slice(0, Math.max(0, source.indexOf('*'))));
      else this.exact.add(stemOf(folder + source));
    }
  }
}

function textsIn(value: unknown): string[] {
  const found: string[] = [];
  const waiting: unknown[] = [value];
  for (let steps = 0; waiting.length > 0 && steps < 5000; steps++) {
    const one = waiting.pop();
    if (typeof one === 'string') found.push(one);
    else if (typeof one === 'object' && one !== null) waiting.push(...Object.values(one));
  }
  return found;
}

export function stemOf(path: string): string {
  return path.replace(/(?:\.d)?\.(?:[cm]?[jt]sx?|py|vue|svelte|astro)$/, '');
}

/** Files that tools and frameworks load by where they lie and how they are called. */
export function isConventional(path: string): boolean {
  if (isTest(path) || conventions.some((pattern) => pattern.test(path))) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return byName.test(name) || (name.endsWith('.py') && pythonByName.test(name));
}

/** `page.tsx` (Next), `+page.ts` (SvelteKit), `*.config.ts`, `*.stories.tsx`, `*.d.ts`, and the like. */
const byName =
  /^(?:page|layout|route|loading|error|not-found|global-error|template|default|middleware|proxy|instrumentation(?:-client)?|sitemap|robots|manifest|opengraph-image|twitter-image|icon|apple-icon|_app|_document|root|entry[.-]\w+|worker|service-worker|sw|gulpfile|Gruntfile)\.[cm]?[jt]sx?$|^\+(?:page|layout|server|error)[\w.]*$|^hooks\.(?:server|client)\.[jt]s$|\.(?:config|stories|story|worker|d|setup)\.[cm]?[jt]sx?$|^\.\w+rc\.[cm]?js$/;
const pythonByName =
  /^(?:__main__|__init__|setup|manage|wsgi|asgi|conftest|models|admin|apps|urls|views|serializers|signals|tasks|settings|tests|noxfile|fabfile|tasks|alembic|gunicorn.*|lambda_function|handler)\.py$/;

const conventions: readonly RegExp[] = [
  /(?:^|\/)(?:pages|routes|app\/routes|server\/(?:api|routes|middleware|plugins)|composables|api|functions|lambdas?|handlers)\//,
  /(?:^|\/)(?:migrations|seeds|seeders|management\/commands|templatetags|alembic|bin|scripts|tools|examples?|docs|bench(?:marks?)?)\//,
  /(?:^|\/)(?:src\/theme|\.storybook|\.vitepress|\.github|cypress|playwright)\//,
];
