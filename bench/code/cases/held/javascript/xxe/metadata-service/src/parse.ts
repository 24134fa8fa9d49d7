import libxml from 'libxmljs2';

export interface ParseSettings {
  entities: boolean;
}

const defaults: ParseSettings = { entities: true };

export function parse(text: string, settings: Partial<ParseSettings> = {}) {
  const { entities } = { ...defaults, ...settings };
  return libxml.parseXmlString(text, { noent: entities, dtdload: entities }); // weak: CWE-611|CWE-827
}
