import type { Advisories } from '#ground/advisories';
import type { Claim, DependencyFile, RuleId } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { nameOf, partsOf } from './names.ts';

/**
 * Versions that their publishers deprecated or took back, as registries said when somebody last asked them about this machine's packages
 * (`selvedge advisories sync --send-packages`). What a lockfile itself says of it is not said again. Pure.
 */
export function deprecations(files: readonly DependencyFile[], advisories: Advisories): Claim[] {
  if (!advisories.sources().some(({ id, kind }) => kind === 'facts' && id === 'deprecations')) return [];
  return files.flatMap((file) => {
    const seen = new Set<string>();
    return file.packages.flatMap(({ purl, line, endLine = line, direct, scope, deprecated, source }) => {
      if (seen.has(purl) || deprecated !== undefined || source !== undefined) return [];
      seen.add(purl);
      const parts = partsOf(purl);
      const fact = advisories
        .facts(purl)
        .find(
          ({ kind, versions }) => kind === 'deprecated' && parts.version !== undefined && versions === parts.version,
        );
      if (fact === undefined) return [];
      const name = nameOf(parts);
      return [
        {
          rule: 'dependencies/deprecated' as RuleId, // a constant of the right form
          severity: 'low' as const,
          confidence: 'certain' as const,
          locus: { kind: 'package' as const, purl: withoutVersion(purl), manifest: file.path },
          location: { path: file.path, startLine: line, startColumn: 1, endLine, endColumn: 1 },
          message: `${name} ${parts.version} is ${fact.text}`.slice(0, 1000),
          attributes: {
            package: name,
            version: parts.version ?? '',
            purl,
            direct: direct === true,
            scope: scope ?? 'production',
            source: fact.source,
          },
        },
      ];
    });
  });
}
