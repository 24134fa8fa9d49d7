import { spdxIds } from './spdx-licences.generated.ts';

const idsByLowerCase: ReadonlyMap<string, string> = new Map(spdxIds.map((id) => [id.toLowerCase(), id]));

/**
 * A licence expression (SPDX 2.3, annex D) with ids in SPDX’s own capitals; undefined when it is none, or names what is not on SPDX’s list.
 * Linear.
 */
export function spdxExpression(text: string): string | undefined {
  const out: string[] = [];
  let depth = 0;
  let wantsTerm = true;
  for (const token of text.replaceAll(/[()]/g, ' $& ').split(/\s+/)) {
    if (token === '') continue;
    if (token === '(') {
      if (!wantsTerm) return undefined;
      depth++;
      out.push(token);
    } else if (token === ')') {
      if (wantsTerm || --depth < 0) return undefined;
      out.push(token);
    } else if (token === 'AND' || token === 'OR' || token === 'WITH') {
      if (wantsTerm) return undefined;
      wantsTerm = true;
      out.push(token);
    } else {
      const id = wantsTerm ? knownId(token) : undefined;
      if (id === undefined) return undefined;
      wantsTerm = false;
      out.push(id);
    }
  }
  return depth === 0 && !wantsTerm ? out.join(' ').replaceAll('( ', '(').replaceAll(' )', ')') : undefined;
}

function knownId(token: string): string | undefined {
  if (/^(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+$/.test(token)) return token;
  const exact = idsByLowerCase.get(token.toLowerCase());
  if (exact !== undefined || !token.endsWith('+')) return exact;
  const base = idsByLowerCase.get(token.slice(0, -1).toLowerCase());
  return base === undefined ? undefined : `${base}+`;
}
