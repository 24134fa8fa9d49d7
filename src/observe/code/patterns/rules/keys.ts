/** Keys of a rule under which something is looked for. */
export const positive = [
  'pattern',
  'patterns',
  'pattern-either',
  'pattern-regex',
  'pattern-inside',
  'pattern-not',
  'pattern-not-inside',
  'pattern-not-regex',
  'semgrep-internal-pattern-anywhere',
  'all',
  'any',
  'not',
  'inside',
  'regex',
  'anywhere',
];
/** Keys that say what must hold of what was found. */
export const conditions = [
  'metavariable-regex',
  'metavariable-pattern',
  'metavariable-comparison',
  'metavariable-analysis',
  'metavariable-type',
  'metavariable-name',
  'focus-metavariable',
  'where',
  'as',
];
export const known = [...positive, ...conditions];
/** Keys beside them, which others read. */
export const besides = new Set([
  'label',
  'requires',
  'by-side-effect',
  'exact',
  'not_conflicting',
  'not-conflicting',
  'at-exit',
  'from',
  'to',
  'control',
  'fix',
  'metavariable',
  'language',
  'replace-labels',
]);
