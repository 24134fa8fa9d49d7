/**
 * What a project says of itself: selvedge.yaml, its own controls, its exceptions. Read through whatever reader the flow hands in.
 * What is not in order is told by FileFormatError of ground/formats: file, line, column, what was expected, what to do next.
 */
export type { AdvisorySources } from './advisories.ts';
export { changedDeclarations, declarationChanged, declarationPaths } from './declarations.ts';
export type { Exposure } from './exposure.ts';
export { exposureOf } from './exposure-of.ts';
export type { Health, Licences } from './licences.ts';
export { lineageOf } from './lineage.ts';
export { loadProject } from './load.ts';
export type { Project, ProjectReader, ProjectSurroundings } from './load.ts';
export { newProjectFile } from './new-project-file.ts';
export { gitleaksConfigPath, gitleaksIgnorePath, modelsFolder, projectPath, rulesFolder } from './paths.ts';
export type { RuleChanges } from './project-file.ts';
