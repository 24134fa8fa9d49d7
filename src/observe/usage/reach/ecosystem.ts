import { type Purl } from '#ground/packages';
import type { UsageFacts, UsageLanguage } from '../facts.ts';
import { importsOf } from './python-names.ts';

/** How the packages of one ecosystem stand in code. */
export interface ModulesOfPackage {
  readonly languages: readonly UsageLanguage[];
  /** Whether a module, as a file names it, is of this package. */
  readonly owns: (module: string) => boolean;
  /** Whether text in code or settings could make something load this package. */
  readonly isNamedBy: (text: string) => boolean;
  /** That no module is of it says that it is not used. */
  readonly isSure: boolean;
}

/** Undefined: what code imports does not tell which packages of this ecosystem it uses. */
export function modulesOf(
  purl: Purl,
  aliases: readonly string[],
  files: readonly { readonly facts: UsageFacts }[],
): ModulesOfPackage | undefined {
  const name = purl.namespace === undefined ? purl.name : `${purl.namespace}/${purl.name}`;
  switch (purl.type) {
    case 'npm':
      return byPath('javascript', [name, ...aliases]);
    case 'golang':
      return goModule(name);
    case 'cargo':
      return crate(name, files);
    case 'pypi':
      return distribution(name);
    case 'maven':
      return evidenceAlone(
        'java',
        [purl.namespace ?? '', `${purl.namespace}.${purl.name}`].filter((prefix) => prefix.includes('.')),
        '.',
      );
    case 'composer':
      return evidenceAlone(
        'php',
        [...new Set([purl.namespace, purl.name])].filter((part) => part !== undefined),
        '\\',
      );
    case 'gem':
      return evidenceAlone('ruby', [name, name.replaceAll('-', '/')], '/');
    default:
      return undefined;
  }
}

/** Import paths of the standard library have no dot in their first element. Another major version is another module. */
function goModule(name: string): ModulesOfPackage {
  const owns =
    name === 'stdlib'
      ? isStandard
      : (module: string) => isBelow(module, name) && !/^v\d+(\/|$)/.test(module.slice(name.length + 1));
  return { languages: ['go'], owns, isNamedBy: () => false, isSure: true };
}

export function isStandard(importPath: string): boolean {
  return !(importPath.split('/', 1)[0] ?? '').includes('.');
}

function byPath(language: UsageLanguage, names: readonly string[]): ModulesOfPackage {
  const owns = (module: string) => names.some((name) => isBelow(module, name));
  return { languages: [language], owns, isNamedBy: owns, isSure: true };
}

function isBelow(path: string, name: string): boolean {
  return path.startsWith(name) && (path.length === name.length || path[name.length] === '/');
}

function crate(name: string, files: readonly { readonly facts: UsageFacts }[]): ModulesOfPackage {
  const names = new Set([name.replaceAll('-', '_')]);
  for (const { facts } of files)
    for (const [alias, original] of facts.aliases ?? []) if (original === name) names.add(alias.replaceAll('-', '_'));
  return { languages: ['rust'], owns: (module) => names.has(module), isNamedBy: () => false, isSure: true };
}

function distribution(name: string): ModulesOfPackage {
  const { roots, isSure } = importsOf(name);
  const lower = roots.map((root) => root.toLowerCase());
  const owns = (module: string) => {
    const wanted = module.toLowerCase();
    return lower.some(
      (root) =>
        wanted === root || wanted.startsWith(`${root}.`) || (root.startsWith(`${wanted}.`) && root.includes('.')),
    );
  };
  const normal = name.toLowerCase().replaceAll('_', '-');
  const isNamedBy = (text: string) => {
    const wanted = text.toLowerCase();
    return (
      wanted.replaceAll('_', '-') === normal ||
      lower.some((root) => wanted === root || wanted.startsWith(`${root}.`) || wanted.startsWith(`${root}:`))
    );
  };
  return { languages: ['python'], owns, isNamedBy, isSure };
}

/** Namespaces are not bound to packages: one that looks alike is evidence of use, and none says nothing. */
function evidenceAlone(language: UsageLanguage, prefixes: readonly string[], separator: string): ModulesOfPackage {
  const lower = prefixes.map((prefix) => prefix.toLowerCase().replaceAll('-', language === 'php' ? '' : '-'));
  const owns = (module: string) => {
    const wanted = module.toLowerCase();
    return lower.some((prefix) => wanted === prefix || wanted.startsWith(prefix + separator));
  };
  return { languages: [language], owns, isNamedBy: owns, isSure: false };
}
