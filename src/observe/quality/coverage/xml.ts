import { childOf, childrenOf, readXml, type XmlElement, XmlError } from '#ground/formats';
import { Lines, type Coverage, type CoverageFormat, ReportFailure } from './coverage.ts';

/** Cobertura (coverage-04), JaCoCo (report 1.1) and Clover, told apart by their elements. Throws ReportFailure. */
export function readCoverageXml(bytes: Uint8Array): { readonly format: CoverageFormat; readonly coverage: Coverage } {
  const root = rootOf(bytes);
  const lines = new Lines();
  if (root.name === 'report') jacoco(root, lines);
  else if (root.name === 'coverage' && childOf(root, 'project') !== undefined) clover(root, lines);
  else if (root.name === 'coverage') cobertura(root, lines);
  else throw new ReportFailure('unknown-format', `the root element is ${root.name}`, root.line);
  const format = root.name === 'report' ? 'jacoco' : childOf(root, 'project') === undefined ? 'cobertura' : 'clover';
  return { format, coverage: lines.files };
}

export function rootOf(bytes: Uint8Array): XmlElement {
  try {
    return readXml(bytes);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new ReportFailure(error.code === 'too-large' ? 'too-large' : 'malformed', error.message, error.line);
  }
}

/** A class's lines stand below it, those of its methods once more below them. */
function cobertura(root: XmlElement, lines: Lines): void {
  for (const group of childrenOf(childOf(root, 'packages'), 'package'))
    for (const each of childrenOf(childOf(group, 'classes'), 'class')) {
      const path = each.attributes.get('filename');
      if (path === undefined) continue;
      for (const line of childrenOf(childOf(each, 'lines'), 'line'))
        lines.add(path, numberIn(line, 'number'), numberIn(line, 'hits'));
    }
}

/** A line ran when one of its instructions did: `ci` counts them. Files are named below their package; groups may stand above. */
function jacoco(element: XmlElement, lines: Lines): void {
  for (const group of childrenOf(element, 'group')) jacoco(group, lines);
  for (const packaged of childrenOf(element, 'package')) {
    const folder = packaged.attributes.get('name') ?? '';
    for (const file of childrenOf(packaged, 'sourcefile')) {
      const name = file.attributes.get('name') ?? '';
      const path = folder === '' ? name : `${folder}/${name}`;
      for (const line of childrenOf(file, 'line'))
        lines.add(path, numberIn(line, 'nr'), numberIn(line, 'ci') > 0 ? 1 : 0);
    }
  }
}

function clover(root: XmlElement, lines: Lines): void {
  const visit = (element: XmlElement): void => {
    for (const file of childrenOf(element, 'file')) {
      const path = file.attributes.get('path') ?? file.attributes.get('name');
      if (path === undefined) continue;
      for (const line of childrenOf(file, 'line')) lines.add(path, numberIn(line, 'num'), numberIn(line, 'count'));
    }
    for (const group of childrenOf(element, 'package')) visit(group);
  };
  for (const project of childrenOf(root, 'project')) visit(project);
}

function numberIn({ attributes }: XmlElement, name: string): number {
  const text = attributes.get(name);
  return text === undefined || !/^\d{1,15}$/.test(text) ? -1 : Number(text);
}
