import type { Claim, DependencyFile, ListedPackage } from '#ground/model';
import { withoutVersion } from '#ground/packages';
import { claimOf, eachPackage, nameOf, partsOf } from './claim.ts';

export interface HealthChange {
  /** The inventory before the change: the target branch's, or what was released last. */
  readonly before: readonly DependencyFile[];
  readonly after: readonly DependencyFile[];
}

/**
 * What a change brings in that was not there before: packages whose installation runs code of theirs, new ones and those that did not when they
 * were of another version. Only files that stood there before are compared: a first lockfile brings everything. Pure.
 */
export function healthChanges({ before, after }: HealthChange): Claim[] {
  const known = new Map(before.map((file) => [file.path, file]));
  return after.flatMap((file) => {
    const old = known.get(file.path);
    return old === undefined || !tellsScripts(file) ? [] : newScripts(old, file);
  });
}

/** Formats that never say it cannot begin to. */
function tellsScripts({ packages }: DependencyFile): boolean {
  return packages.some(({ runsScripts }) => runsScripts === true);
}

function newScripts(before: DependencyFile, after: DependencyFile): Claim[] {
  const were = new Map<string, boolean>();
  for (const { purl, runsScripts } of before.packages) {
    const name = withoutVersion(purl);
    were.set(name, were.get(name) === true || runsScripts === true);
  }
  return [...eachPackage(after)].flatMap((listed) => {
    const ran = were.get(withoutVersion(listed.purl));
    return listed.runsScripts !== true || ran === true ? [] : [scriptClaim(after, listed, ran === undefined)];
  });
}

function scriptClaim(file: DependencyFile, listed: ListedPackage, isNew: boolean): Claim {
  const name = nameOf(partsOf(listed.purl));
  return claimOf(file, listed, {
    rule: 'dependencies/install-script-added',
    severity: 'medium',
    confidence: isNew ? 'possible' : 'likely',
    says: isNew
      ? 'is new here, and runs code of its own when it is installed'
      : `runs code of its own when it is installed, which ${name} did not do before this change`,
    attributes: { since: isNew ? 'new package' : 'new version' },
  });
}
