import { readFileSync } from 'node:fs';
import libxml from 'libxmljs2';

const members = libxml.parseXml(readFileSync('/srv/club/members.xml', 'utf8'));

export function holderOf(card: string, zip: string): string | undefined {
  const name = members.get(`/members/member[@card="${card}" and @zip="${zip}"]/name`); // weak: CWE-643|CWE-91
  return name ? String(name) : undefined;
}
