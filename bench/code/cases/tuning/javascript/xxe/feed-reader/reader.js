import libxml from 'libxmljs';
import { options } from './options.js';

export function readEntries(text) {
  const document = libxml.parseXmlString(text, { ...options, huge: false }); // weak: CWE-611
  return document.find('//entry/title').map((node) => node.text());
}
