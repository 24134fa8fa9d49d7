import { type ObjectTable, oidOf } from '#ground/git';
import type { AnalyzerSession } from '#ground/model';
import type { Story } from './stories.ts';

/** The findings but for those of which the project said, of every commit that introduced one, that what it brought is none. */
export function withoutExcused(
  stories: readonly Story[],
  sessions: readonly (AnalyzerSession | undefined)[],
  { table, sameAs }: { readonly table: ObjectTable; readonly sameAs: Int32Array },
): readonly Story[] {
  const asked = sessions.filter((session) => session?.excuses !== undefined);
  if (asked.length === 0) return stories;
  return stories.filter(({ introductions, places }) => {
    if (introductions.length === 0 || !isOneValue(places)) return true;
    const claimsAt = Map.groupBy(places, ({ blob, path }) => `${blob}:${path}`);
    return !introductions.every(({ commit, blob, path }) => {
      const id = oidOf(table, commit);
      const claims = claimsAt.get(`${sameAs[blob]}:${path}`) ?? [];
      return claims.length > 0 && claims.every(({ claim }) => asked.some((session) => session?.excuses?.(claim, id)));
    });
  });
}

/** Under a name alone another value may have come later: what was said of the first is not said of that one. */
function isOneValue(places: Story['places']): boolean {
  const { locus, excerpt = '' } = places[0]!.claim;
  if (places.length === 1 || (locus.kind === 'secret' && 'value' in locus)) return true;
  return /[^•]/.test(excerpt) && places.every(({ claim }) => claim.excerpt === excerpt);
}
