import type { DependencyFile, ListedPackage } from '#ground/model';
import type { Bom, BomComponent, BomListing } from './bom.ts';

/**
 * What no format has a field for is kept as JSON, in properties and annotations of these names: one for each file, and for each place where
 * a component is listed. Read back, they give the very files that the SBOM was made from.
 */
export const fileProperty = 'selvedge:file';
export const listingProperty = 'selvedge:listing';
/** What was not looked at, in words. */
export const gapProperty = 'selvedge:not-looked-at';

export function fileText({ packages, ...file }: DependencyFile): string {
  return json({ ...file, packages: packages.length });
}

export function listingTexts({ listings }: BomComponent): readonly string[] {
  return listings.map(listingText);
}

function listingText({ file, index, listed }: BomListing): string {
  // The purl is the component’s own: undefined members are not written.
  return json({ file, index, ...listed, purl: undefined });
}

/** Without the characters that XML cannot hold. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The files that a Bom was written from; undefined when the texts are not ours, or not whole. */
export function restoredFiles(
  files: readonly string[],
  listings: readonly { readonly purl: string; readonly text: string }[],
): readonly DependencyFile[] | undefined {
  if (files.length === 0) return undefined;
  const restored: { file: Omit<DependencyFile, 'packages'>; packages: (ListedPackage | undefined)[] }[] = [];
  let places = 0;
  for (const text of files) {
    const value = parsed(text);
    const packages = value?.['packages'];
    if (value === undefined || !isCount(packages) || (places += packages) > listings.length) return undefined;
    if (typeof value['path'] !== 'string' || typeof value['format'] !== 'string' || !isRole(value['role']))
      return undefined;
    const { packages: count, ...file } = value;
    restored.push({ file: file as Omit<DependencyFile, 'packages'>, packages: Array.from({ length: Number(count) }) });
  }
  for (const { purl, text } of listings) {
    const value = parsed(text);
    const { file, index, ...rest } = value ?? {};
    const packages = isCount(file) ? restored[file]?.packages : undefined;
    if (packages === undefined || !isCount(index) || index >= packages.length || packages[index] !== undefined)
      return undefined;
    if (!isListing(rest, packages.length)) return undefined;
    packages[index] = { purl, ...rest } as ListedPackage;
  }
  if (restored.some(({ packages }) => packages.includes(undefined))) return undefined;
  return restored.map(({ file, packages }) => ({ ...file, packages: packages as ListedPackage[] }));
}

const texts = ['constraint', 'scope', 'group', 'place', 'integrity', 'source', 'licence', 'deprecated'];

function isListing(value: Readonly<Record<string, unknown>>, packages: number): boolean {
  if (!isCount(value['line'])) return false;
  const known = texts.every((key) => value[key] === undefined || typeof value[key] === 'string');
  const { dependsOn, workspaces, direct, runsScripts } = value;
  return (
    known &&
    (direct === undefined || direct === true) &&
    (runsScripts === undefined || runsScripts === true) &&
    (dependsOn === undefined || (Array.isArray(dependsOn) && dependsOn.every((to) => isCount(to) && to < packages))) &&
    (workspaces === undefined || (Array.isArray(workspaces) && workspaces.every((one) => typeof one === 'string')))
  );
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRole(value: unknown): boolean {
  return value === 'lockfile' || value === 'manifest' || value === 'installed' || value === 'reference';
}

/** Properties in their order, of the whole and of a component. */
export function bomTexts({ files }: Bom): readonly string[] {
  return files.map(fileText);
}
