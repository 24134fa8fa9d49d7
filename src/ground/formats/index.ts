/** Readers that several rooms share. What they read is hostile until it is parsed: size, depth and repetition are bounded. */
export { FileFormatError } from './file-format-error.ts';
export { JsonNode } from './json-node.ts';
export type { JsonDuplicate, JsonKind } from './json-node.ts';
export { JsonFailure } from './json-scanner.ts';
export type { JsonFailureCode } from './json-scanner.ts';
export { readJson, streamJson } from './json.ts';
export type { JsonOptions, JsonReader } from './json.ts';
export { nearest } from './nearest.ts';
export { readRpmHeader } from './rpm-header.ts';
export type { RpmHeader } from './rpm-header.ts';
export { SqliteError } from './sqlite-error.ts';
export { SqliteFile } from './sqlite.ts';
export { readYaml } from './yaml.ts';
export type { Complaint } from './yaml.ts';
export { childOf, childrenOf, readXml, textOf } from './xml.ts';
export type { XmlElement, XmlLimits } from './xml.ts';
export { XmlError } from './xml-error.ts';
