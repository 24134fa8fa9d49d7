import { childrenOf, type XmlElement } from '#ground/formats';

/** The properties that one MSBuild file defines itself, by name without case. */
export interface Properties {
  /** A text with each `$(Name)` replaced; undefined where one is not defined here, is a function, or goes round in a circle. */
  resolve(text: string): string | undefined;
}

/** Of several definitions the last counts, conditions or not. */
export function propertiesOf(root: XmlElement): Properties {
  const written = new Map<string, string>();
  for (const group of childrenOf(root, 'PropertyGroup'))
    for (const { name, text } of group.children) written.set(name.toLowerCase(), text);
  const known = new Map<string, string | undefined>();
  const resolve = (text: string, depth: number): string | undefined => {
    if (!text.includes('$(')) return text;
    if (depth > deepest) return undefined;
    let complete = true;
    const resolved = text.replace(/\$\(([^()]*)\)/g, (_whole, name: string) => {
      const value = valueOf(name.trim().toLowerCase(), depth + 1);
      complete &&= value !== undefined;
      return value ?? '';
    });
    return complete && resolved.length <= longest && !resolved.includes('$(') ? resolved : undefined;
  };
  const valueOf = (name: string, depth: number): string | undefined => {
    if (known.has(name)) return known.get(name);
    const text = written.get(name);
    // Undefined while it is being worked out: a circle ends here.
    known.set(name, undefined);
    const value = text === undefined ? undefined : resolve(text, depth);
    known.set(name, value);
    return value;
  };
  return { resolve: (text) => (text.length > longest ? undefined : resolve(text, 0)) };
}

const deepest = 32;
/** Characters: what grows beyond it by replacing is no version. */
const longest = 2000;
