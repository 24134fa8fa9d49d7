/** Licences as SPDX names them: expressions, families, and whether a policy allows them. Pure. */
export { parseLicence } from './expression.ts';
export type { LicenceExpression, SingleLicence } from './expression.ts';
export { familyOf, licenceFamilies, isLicenceWord } from './families.ts';
export type { LicenceFamily } from './families.ts';
export { judgeLicence } from './policy.ts';
export type { LicenceJudgement, LicencePolicy } from './policy.ts';
