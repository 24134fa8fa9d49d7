import { readFileSync } from 'node:fs';
import libxml from 'libxmljs2';

const parts = libxml.parseXml(readFileSync('/srv/parts/parts.xml', 'utf8'));

export function nameOf(id: number): string | undefined {
  const name = parts.get(`/parts/part[@id="${id}"]/name`);
  return name ? String(name) : undefined;
}
