/**
 * Bills of materials: written from what was found, the same bytes for the same input, and read back, whoever wrote them. What is read is
 * hostile, and bounded.
 */
export { bomOf } from './bom.ts';
export type { Bom, BomComponent, BomOptions, BomSubject } from './bom.ts';
export { writeCycloneDxXml } from './cyclonedx-xml.ts';
export { writeCycloneDxJson } from './cyclonedx.ts';
export { SbomError } from './read-bom.ts';
export type { ReadSbom, SbomErrorCode } from './read-bom.ts';
export { readSbom } from './read.ts';
export { writeSpdxJson } from './spdx.ts';
export { writeCsafVex } from './vex/csaf.ts';
export { writeCycloneDxVex } from './vex/cyclonedx-vex.ts';
export { vexJustifications } from './vex/document.ts';
export type { VexDocument, VexJustification, VexProduct, VexStatement, VexStatus } from './vex/document.ts';
export { writeOpenVex } from './vex/openvex.ts';
export { isVexPath, readVex } from './vex/read.ts';
export { vexStatus } from './vex/status.ts';
export type { VexVerdict } from './vex/status.ts';
