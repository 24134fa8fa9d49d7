import type { Claim, Rule, RuleId } from '#ground/model';
import { exceptionsPath } from '#ground/leases';
import {
  controlsFolder,
  gitleaksConfigPath,
  gitleaksIgnorePath,
  modelsFolder,
  projectPath,
  rulesFolder,
} from './paths.ts';

/** What a project says of itself. A folder ends in `/`. From merge on these come from the target branch, and a change to them is a finding. */
export const declarationPaths: readonly string[] = [
  projectPath,
  controlsFolder,
  rulesFolder,
  modelsFolder,
  exceptionsPath,
  gitleaksConfigPath,
  gitleaksIgnorePath,
];

/** The rule of the claims below. */
export const declarationChanged: Rule = {
  version: 1,
  id: 'project/declaration-changed' as RuleId, // a literal of this form
  title: 'Declaration changed',
  finds: 'A change to selvedge.yaml, to a control, a rule or a model of this project, or to its exceptions.',
  why: 'Whoever changes what is looked at, what is asked, or what is accepted can hide anything else in the same change. It takes effect when it is merged; a person must have read it by then.',
  severity: 'medium',
  references: [
    'CWE-693',
    'https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-01-Insufficient-Flow-Control-Mechanisms',
  ],
  fix: 'Nothing is wrong yet: read the change, and ask for the reason of each new exclusion, exception and weaker mode. Let an owner of the project approve it.',
  match: { paths: declarationPaths },
  examples: { bad: ['.selvedge/exceptions.yaml'], good: ['src/index.ts'] },
};

/** A claim for each changed path (relative to the root, with `/`) that is a declaration: one of `declarationPaths`, or of those `besides` that they refer to. */
export function changedDeclarations(paths: readonly string[], besides: ReadonlySet<string> = new Set()): Claim[] {
  return [...new Set(paths)]
    .filter((path) => besides.has(path) || isDeclaration(path))
    .sort()
    .map(claimOf);
}

function isDeclaration(path: string): boolean {
  return declarationPaths.some((declared) => (declared.endsWith('/') ? path.startsWith(declared) : path === declared));
}

function claimOf(path: string): Claim {
  return {
    rule: declarationChanged.id,
    severity: declarationChanged.severity,
    confidence: 'certain',
    locus: { kind: 'file', path },
    location: { path, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    message: `This change alters ${whatIs(path)}; until it is merged, the target branch's counts.`,
    attributes: {},
  };
}

function whatIs(path: string): string {
  if (path === projectPath) return 'what the project says of itself';
  if (path === exceptionsPath || path === gitleaksIgnorePath) return 'which findings are accepted';
  return path.startsWith(controlsFolder) ? 'what the project asks of itself' : 'by which rules it is looked at';
}
