import { readXml, XmlError, type XmlElement, type XmlLimits } from '#ground/formats';
import { ReadFailure, type ReadableFile } from './reader.ts';

/** An XML file as a tree with lines. Throws ReadFailure. */
export function readXmlFile(
  file: ReadableFile,
  deadline: number,
  limits: Omit<XmlLimits, 'deadline'> = {},
): XmlElement {
  try {
    return readXml(file.bytes, { ...limits, deadline });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new ReadFailure(error.code, `No XML: ${error.message}.`, error.line);
  }
}
