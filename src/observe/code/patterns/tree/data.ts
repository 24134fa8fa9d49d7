import { readHclTree } from './hcl.ts';
import { readHtmlTree } from './html.ts';
import { readJsonTree } from './json.ts';
import type { PatternLanguage } from './languages.ts';
import type { Node } from './node.ts';
import { readYamlTree } from './yaml.ts';

/** A text of a language that we read ourselves; undefined when it cannot be read. */
export function readData(text: string, language: PatternLanguage): Node | undefined {
  if (language === 'json') return readJsonTree(text);
  if (language === 'yaml') return readYamlTree(text);
  if (language === 'hcl') return readHclTree(text);
  return language === 'html' ? readHtmlTree(text) : undefined;
}
