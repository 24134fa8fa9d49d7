import type { Bom } from './bom.ts';
import { cycloneDxOf, type CycloneDxComponent } from './cyclonedx.ts';

/** CycloneDX 1.6 as XML: what the JSON form says, in the order of the schema. */
export function writeCycloneDxXml(bom: Bom): string {
  const { serialNumber, metadata, components, dependencies, compositions = [] } = cycloneDxOf(bom);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="${serialNumber}" version="1">`,
    '  <metadata>',
    ...(metadata.timestamp === undefined ? [] : [element('timestamp', metadata.timestamp, 4)]),
    '    <tools>',
    '      <components>',
    ...metadata.tools.components.flatMap((component) => componentLines(component, 8)),
    '      </components>',
    '    </tools>',
    ...componentLines(metadata.component, 4),
    ...propertyLines(metadata.properties, 4),
    '  </metadata>',
    '  <components>',
  ];
  for (const component of components) lines.push(...componentLines(component, 4));
  lines.push('  </components>', '  <dependencies>');
  for (const { ref, dependsOn } of dependencies) {
    if (dependsOn.length === 0) lines.push(`    <dependency ref="${escaped(ref)}"/>`);
    else {
      lines.push(`    <dependency ref="${escaped(ref)}">`);
      for (const to of dependsOn) lines.push(`      <dependency ref="${escaped(to)}"/>`);
      lines.push('    </dependency>');
    }
  }
  lines.push('  </dependencies>');
  for (const { aggregate, assemblies } of compositions) {
    lines.push('  <compositions>', '    <composition>', element('aggregate', aggregate, 6), '      <assemblies>');
    for (const ref of assemblies) lines.push(`        <assembly ref="${escaped(ref)}"/>`);
    lines.push('      </assemblies>', '    </composition>', '  </compositions>');
  }
  lines.push('</bom>', '');
  return lines.join('\n');
}

function componentLines(component: CycloneDxComponent, indent: number): string[] {
  const pad = ' '.repeat(indent);
  const ref = component['bom-ref'];
  const lines = [`${pad}<component type="${component.type}"${ref === undefined ? '' : ` bom-ref="${escaped(ref)}"`}>`];
  const inner = indent + 2;
  for (const name of ['group', 'name', 'version', 'scope'] as const) {
    const value = component[name];
    if (value !== undefined) lines.push(element(name, value, inner));
  }
  if (component.hashes !== undefined) {
    lines.push(`${pad}  <hashes>`);
    for (const { alg, content } of component.hashes) lines.push(`${pad}    <hash alg="${alg}">${content}</hash>`);
    lines.push(`${pad}  </hashes>`);
  }
  for (const licence of component.licenses ?? []) {
    lines.push(`${pad}  <licenses>`);
    if ('expression' in licence) lines.push(element('expression', licence.expression, inner + 2));
    else lines.push(`${pad}    <license>`, element('name', licence.license.name, inner + 4), `${pad}    </license>`);
    lines.push(`${pad}  </licenses>`);
  }
  if (component.purl !== undefined) lines.push(element('purl', component.purl, inner));
  if (component.externalReferences !== undefined) {
    lines.push(`${pad}  <externalReferences>`);
    for (const { type, url } of component.externalReferences)
      lines.push(`${pad}    <reference type="${type}">`, element('url', url, inner + 4), `${pad}    </reference>`);
    lines.push(`${pad}  </externalReferences>`);
  }
  lines.push(...propertyLines(component.properties ?? [], inner));
  if (component.evidence !== undefined) {
    lines.push(`${pad}  <evidence>`, `${pad}    <occurrences>`);
    for (const { location, line } of component.evidence.occurrences)
      lines.push(
        `${pad}      <occurrence>`,
        element('location', location, inner + 6),
        element('line', String(line), inner + 6),
        `${pad}      </occurrence>`,
      );
    lines.push(`${pad}    </occurrences>`, `${pad}  </evidence>`);
  }
  lines.push(`${pad}</component>`);
  return lines;
}

function propertyLines(
  properties: readonly { readonly name: string; readonly value: string }[],
  indent: number,
): string[] {
  if (properties.length === 0) return [];
  const pad = ' '.repeat(indent);
  return [
    `${pad}<properties>`,
    ...properties.map(({ name, value }) => `${pad}  <property name="${escaped(name)}">${escaped(value)}</property>`),
    `${pad}</properties>`,
  ];
}

function element(name: string, text: string, indent: number): string {
  return `${' '.repeat(indent)}<${name}>${escaped(text)}</${name}>`;
}

/** Characters that XML 1.0 cannot hold are replaced; line ends and tabs are kept as references, or a parser would change them. */
function escaped(text: string): string {
  let out = '';
  let from = 0;
  const whole = text.toWellFormed();
  for (let at = 0; at < whole.length; at++) {
    const code = whole.charCodeAt(at);
    if (code >= 0x3f && code < 0xfffe) continue;
    const entity = entities.get(code) ?? (code < 0x20 || code >= 0xfffe ? '\ufffd' : undefined);
    if (entity === undefined) continue;
    out += whole.slice(from, at) + entity;
    from = at + 1;
  }
  return from === 0 ? whole : out + whole.slice(from);
}

const entities: ReadonlyMap<number, string> = new Map([
  [0x26, '&amp;'],
  [0x3c, '&lt;'],
  [0x3e, '&gt;'],
  [0x22, '&quot;'],
  [0x09, '&#9;'],
  [0x0a, '&#10;'],
  [0x0d, '&#13;'],
]);
