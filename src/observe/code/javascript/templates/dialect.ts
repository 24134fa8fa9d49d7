/** Languages of templates, as far as they are told apart: those that write tags alike are read alike. */
export type Dialect = 'jinja' | 'handlebars' | 'ejs' | 'eta' | 'mako' | 'pug' | 'angular';

/** Which language's programs render it; `either`: those of the project do. */
export type RenderedBy = 'javascript' | 'python' | 'either';

export interface Template {
  readonly dialect: Dialect;
  /** Others of whose tags it also has some: a comment in one language must not keep what another puts out from being looked at. */
  readonly others?: readonly Dialect[];
  readonly by: RenderedBy;
}

/**
 * The language of a template, by its ending, and where that tells nothing (`.html`) by its tags. Undefined for what is no template, and for one
 * that makes no page: a mail's text, a server's settings.
 */
export function templateOf(path: string, text: string): Template | undefined {
  const [, inner, ending] = /(?:\.([\w-]+))?\.([\w-]+)$/.exec(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  if (ending === undefined) return undefined;
  const known = byEnding.get(ending.toLowerCase());
  if (known !== undefined)
    return inner === undefined || markup.test(inner) ? (isPage(known, text) ? known : undefined) : undefined;
  if (!markup.test(ending)) return undefined;
  return inner === 'component' ? angular : byTags(text);
}

const markup = /^(?:x?html?|xml|svg)$/i;

/** Jinja also writes settings and mails, which have no elements. */
function isPage({ by }: Template, text: string): boolean {
  return by !== 'python' || /<[a-z!/]/i.test(text) || /\{%-?\s*(?:extends|include)\b|\|\s*safe\b/.test(text);
}

const angular: Template = { dialect: 'angular', by: 'javascript' };

function isAngular(text: string): boolean {
  return /\s(?:\*ng[A-Z]\w*|\[[\w.-]+\]|\([\w.]+\)|\[\([\w.]+\)\])="|@(?:if|for|switch) \([^\n]{0,300}\) \{/.test(text);
}

export function byTags(text: string): Template | undefined {
  const first = firstByTags(text);
  if (first === undefined) return undefined;
  const others: Dialect[] = [];
  if (first.dialect === 'jinja' && /<%[-=~_\s]/.test(text) && text.includes('%>')) others.push('ejs');
  if (first.dialect !== 'handlebars' && hasHandlebars.test(text)) others.push('handlebars');
  return others.length === 0 ? first : { ...first, by: 'either', others };
}

const hasHandlebars = /\{\{~?\{|\{\{~?[#/>^&]/;

function firstByTags(text: string): Template | undefined {
  if (/\{%-?\s*[a-z]/i.test(text)) return { dialect: 'jinja', by: 'either' };
  if (text.includes('<%') && text.includes('%>')) {
    return /<%(?:page|include|inherit|namespace|def|block|!)\b|^[ \t]{0,200}%[ \t]{0,200}(?:for|if)\b/m.test(text)
      ? { dialect: 'mako', by: 'python' }
      : { dialect: 'ejs', by: 'javascript' };
  }
  if (isAngular(text)) return angular;
  if (hasHandlebars.test(text)) return { dialect: 'handlebars', by: 'javascript' };
  return text.includes('{{') ? { dialect: 'jinja', by: 'either' } : undefined;
}

const endings: readonly (readonly [Dialect, RenderedBy, string])[] = [
  ['jinja', 'python', 'jinja jinja2 j2 djhtml'],
  ['jinja', 'javascript', 'njk nunjucks nunjs twig liquid'],
  ['handlebars', 'javascript', 'hbs handlebars mustache'],
  ['ejs', 'javascript', 'ejs'],
  ['eta', 'javascript', 'eta'],
  ['mako', 'python', 'mako mak'],
  ['pug', 'javascript', 'pug jade'],
];

const byEnding: ReadonlyMap<string, Template> = new Map(
  endings.flatMap(([dialect, by, names]) => names.split(' ').map((name) => [name, { dialect, by }] as const)),
);
