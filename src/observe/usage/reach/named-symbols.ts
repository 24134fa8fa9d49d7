import { parsePurl, type Purl, PurlError } from '#ground/packages';
import { fullName } from './code-use.ts';
import type { SymbolsOfPackage } from './question.ts';

/** What an advisory says, as far as symbols go. */
export interface AdvisoryWords {
  readonly symbols?: readonly { readonly package: string; readonly path?: string; readonly names: readonly string[] }[];
  readonly summary: string;
  readonly details?: string;
}

/** Where in the package the weakness is, by the advisory's fields or else its prose. None: it does not say, so it is in all of it. */
export function symbolsOf(
  purl: string,
  { symbols = [], summary, details }: AdvisoryWords,
): readonly SymbolsOfPackage[] {
  const parsed = parsePurl(purl);
  if (parsed instanceof PurlError) return [];
  const stated = symbols.filter((one) => one.package === fullName(parsed));
  const isAll = stated.some(({ path, names }) => path === undefined && names.length === 0);
  if (isAll) return [];
  if (stated.length > 0) return stated.map(({ path, names }) => ({ ...(path !== undefined && { path }), names }));
  return minedSymbols(parsed, summary, details) ?? [];
}

/**
 * Symbols that an advisory's prose names without doubt, for npm and PyPI, whose records have no field for them. Only names that are
 * written as members of the package itself (`_.template`, `yaml.load`), and only where nothing else in code font could be one too: a wrong
 * guess would call a package unused that is used. Undefined: none.
 */
function minedSymbols(purl: Purl, summary: string, details = ''): readonly SymbolsOfPackage[] | undefined {
  const aliases = aliasesOf(purl);
  if (aliases.length === 0) return undefined;
  const text = `${summary}\n${details.slice(0, 600)}`;
  const names = new Set<string>();
  for (const [, code = ''] of text.matchAll(/`([^`\n]{1,80})`/g)) {
    const call = /^([\w$@/-]+)\.([A-Za-z_$][\w$]*)(?:\([^()]*\))?$/.exec(code);
    if (call !== null && aliases.includes(call[1] ?? '')) names.add(call[2] ?? '');
    else if (/^[\w$.]+\([^()]*\)$/.test(code) || /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/.test(code))
      return undefined;
  }
  if (names.size === 0) for (const name of bareNames(purl, text)) names.add(name);
  return names.size === 0 || names.size > 10 ? undefined : [{ names: [...names].sort() }];
}

/** Of collections, each function is public, so prose that says "the template function" names one of them. */
function bareNames({ name, type }: Purl, text: string): string[] {
  if (type !== 'npm' || !['lodash', 'lodash-es', 'underscore'].includes(name)) return [];
  const one = /\b(?:via|through|in) the `?(\w{2,30})`? (?:function|method)\b/.exec(text)?.[1];
  const several = /\b[Tt]he functions? ((?:`\w{2,30}`(?:, and | and |, )?)+)/.exec(text)?.[1];
  return [...(one === undefined ? [] : [one]), ...(several?.match(/\w{2,30}/g) ?? []).filter((word) => word !== 'and')];
}

function aliasesOf({ type, namespace, name }: Purl): string[] {
  if (type === 'npm') {
    const camel = name.replaceAll(/[-.](\w)/g, (_all, letter: string) => letter.toUpperCase());
    const full = namespace === undefined ? name : `${namespace}/${name}`;
    return [...new Set([full, name, camel, ...(/^(?:lodash|underscore)/.test(name) ? ['_'] : [])])];
  }
  return type === 'pypi' && name.toLowerCase() === 'pyyaml' ? ['yaml'] : [];
}
