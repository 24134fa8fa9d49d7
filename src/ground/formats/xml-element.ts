/** An element of an XML document. Comments, processing instructions and the document type are not kept. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** The URI that its prefix, or the default namespace, is bound to; `''` without one. */
  readonly namespace: string;
  /** By the name as written, prefix included; without the declarations of namespaces. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The character data directly in it, in order, without whitespace at both ends. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  /** Where its start tag begins and its end tag ends, from 1. */
  readonly line: number;
  readonly endLine: number;
}

/** The first child of this name, whatever its namespace. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

/** All children of this name, whatever their namespace. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? none;
}

/** The text of the first child of this name; undefined when there is no such child or nothing in it. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.text || undefined;
}

const none: readonly XmlElement[] = [];
