/** Rules that only registries can answer. */
export const onlineRules = [
  'dependencies/unmaintained',
  'dependencies/yanked',
  'dependencies/single-maintainer',
  'dependencies/too-young',
  'dependencies/provenance-lost',
] as const;
