/** What a change adds that is harder to keep than it need be. New code only: what was there before is nobody's fault today. */
export type { Change, ChangedFile, LineRange } from './change.ts';
export type { ChangeCoverage, CoverageReport } from './change-coverage.ts';
export { ReportFailure } from './coverage/coverage.ts';
export { placed } from './coverage/place.ts';
export { readCoverage } from './coverage/read.ts';
export { failedTestClaims } from './failed-tests.ts';
export { asNotLookedAt } from './gap.ts';
export type { Gap } from './gap.ts';
export { concernsQuality, judgeChange } from './gate.ts';
export type { ProjectText, QualityQuestion } from './gate.ts';
export { readJUnit } from './junit.ts';
export { languageOf } from './languages.ts';
