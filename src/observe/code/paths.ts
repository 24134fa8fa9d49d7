/** What an analyzer of code makes of a file, told by its name alone: a commit that touches none of these loads nothing of it. */
export type CodeLanguage =
  | 'javascript'
  | 'component'
  | 'python'
  | 'template'
  | 'go'
  | 'java'
  | 'csharp'
  | 'ruby'
  | 'php'
  | 'rust'
  | 'kotlin'
  | 'bash'
  | 'html'
  | 'json'
  | 'yaml'
  | 'hcl';

/** Undefined for what is no code, and for what others wrote: packages that were copied into the tree have advisories instead. */
export function languageOf(path: string): CodeLanguage | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const language = dot < 0 ? byName.get(name) : byExtension.get(name.slice(dot + 1).toLowerCase());
  return language === undefined || isCopied(path) || /\.d\.[cm]?ts$/.test(name) ? undefined : language;
}

/** Files that say how modules find each other. */
export function saysWhereModulesAre(path: string): boolean {
  return /(?:^|\/)(?:package|[tj]sconfig(?:\.[\w-]+)?)\.json$/.test(path) && !isCopied(path);
}

/** Written by a package manager, in a form that settings have too. */
export function isLockfile(path: string): boolean {
  return /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|packages\.lock\.json|conda-lock\.ya?ml)$/.test(
    path,
  );
}

export function concernsCode(path: string): boolean {
  return languageOf(path) !== undefined || saysWhereModulesAre(path) || copiedFolderOf(path) !== undefined;
}

/** The folder of copied packages that a file of code lies in, with a slash at its end (a file of Yarn's own: itself): nobody may hide his own there. */
export function copiedFolderOf(path: string): string | undefined {
  if (!isCopied(path) || !/\.(?:[cm]?[jt]sx?|vue|svelte|pyw?)$/i.test(path) || /\.d\.[cm]?ts$/.test(path))
    return undefined;
  return /^(?:.*?\/)??(?:node_modules|bower_components|site-packages|\.venv)\//.exec(path)?.[0] ?? path;
}

/** Whether the name says that a framework serves it, whatever the folder around is called. */
export function isServed(path: string): boolean {
  return (
    /(?:^|\/)(?:route|page|layout|middleware)\.[jt]sx?$/.test(path) ||
    (/(?:^|\/)pages\/(?!.*__tests__)/.test(path) && !/[._-](?:test|spec|e2e|cy|stories)\.[cm]?[jt]sx?$/.test(path))
  );
}

/** Folders of package managers, and what is packed in an archive. */
function isCopied(path: string): boolean {
  return /!\/|(?:^|\/)(?:node_modules|bower_components|site-packages|\.venv|\.yarn|\.pnp\.[cm]?js)(?:\/|$)/.test(path);
}

/** Tests, fixtures and examples: what is weak there harms nobody by itself. */
export function isTestPath(path: string): boolean {
  return /(?:^|\/)(?:__tests__|__mocks__|tests?|specs?|e2e|cypress|fixtures?)\/|(?:^|\/)(?:test_[^/]*|conftest)\.py$|[._-](?:test|spec|e2e|cy|stories)\.[cm]?[jt]sx?$|_test(?:s|ing)?\.(?:py|go)$|(?:^|\/)smoke_?test[^/]*\.py$/.test(
    path,
  );
}

/** What serves nobody: what others wrote and was copied in, documents and examples, and what developers run. Only what is likely is told of it. */
export function isAsidePath(path: string): boolean {
  return /(?:^|\/)(?:vendor(?:ed|s)?|_vendor(?:ed)?|third[-_]?party|externals?|docs?|examples?|samples?|demos?|benchmarks?|hack|contrib|scripts?|tools?|\.github|\.circleci|migrations)\//i.test(
    path,
  );
}

const byExtension: ReadonlyMap<string, CodeLanguage> = new Map<string, CodeLanguage>([
  ...['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'].map((extension) => [extension, 'javascript'] as const),
  ['vue', 'component'],
  ['svelte', 'component'],
  ['py', 'python'],
  ['pyw', 'python'],
  ['ipynb', 'python'],
  ...'ejs eta hbs handlebars mustache njk nunjucks nunjs jinja jinja2 j2 djhtml liquid twig pug jade mako mak'
    .split(' ')
    .map((extension) => [extension, 'template'] as const),
  ['go', 'go'],
  ['java', 'java'],
  ['cs', 'csharp'],
  ['rb', 'ruby'],
  ['php', 'php'],
  ['phtml', 'php'],
  ['rs', 'rust'],
  ['kt', 'kotlin'],
  ['kts', 'kotlin'],
  ['sh', 'bash'],
  ['bash', 'bash'],
  ['html', 'html'],
  ['htm', 'html'],
  ['json', 'json'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['tf', 'hcl'],
  ['hcl', 'hcl'],
]);

const byName: ReadonlyMap<string, CodeLanguage> = new Map([
  ['Rakefile', 'ruby'],
  ['Gemfile', 'ruby'],
]);
