import { orderOf, parsePurl, type Purl, PurlError } from '#ground/packages';
import type { VexDocument, VexStatement } from './document.ts';

/** What documents say of a package and a vulnerability: the statement that counts, and who makes it. */
export interface VexVerdict {
  readonly statement: VexStatement;
  readonly document: VexDocument;
}

/**
 * The latest statement about a package and any of an advisory’s names; of two of one time, the one further down. A product without a version
 * stands for all versions, and one without a qualifier for all its values. Undefined: nobody says anything.
 */
export function vexStatus(
  documents: readonly VexDocument[],
  purl: string,
  advisoryIds: readonly string[],
): VexVerdict | undefined {
  const asked = parsePurl(purl);
  if (asked instanceof PurlError) return undefined;
  const ids = new Set(advisoryIds);
  let found: VexVerdict | undefined;
  let since = '';
  for (const document of documents) {
    for (const statement of document.statements) {
      if (!ids.has(statement.vulnerability) && !statement.aliases.some((alias) => ids.has(alias))) continue;
      if (!statement.products.some((product) => isOf(product.purl, asked))) continue;
      const time = statement.timestamp ?? document.timestamp;
      if (found !== undefined && time < since) continue;
      found = { statement, document };
      since = time;
    }
  }
  return found;
}

function isOf(product: string, asked: Purl): boolean {
  const named = parsePurl(product);
  if (named instanceof PurlError) return false;
  if (named.type !== asked.type || named.namespace !== asked.namespace || named.name !== asked.name) return false;
  if (named.version !== undefined && !isSameVersion(named.type, named.version, asked.version)) return false;
  return Object.entries(named.qualifiers ?? {}).every(
    ([key, value]) => asked.qualifiers?.[key] === undefined || asked.qualifiers[key] === value,
  );
}

function isSameVersion(type: string, named: string, asked: string | undefined): boolean {
  if (asked === undefined) return false;
  return named === asked || orderOf(type)?.compare(named, asked) === 0;
}
