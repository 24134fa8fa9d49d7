import { parsePattern, type Pattern } from './pattern.ts';

/** Where the value of an assignment stands: between quotes; without, up to the end of its line or of what it is a part of; or either. */
export const assignedForms = ['quoted', 'bare', 'either'] as const;
export type AssignedForm = (typeof assignedForms)[number];

/**
 * A value that is assigned to a name in the shapes that languages, configuration, shells, markup and calls give it. Unlike a value of a
 * known format it is told by where it ends: at its quote, or at the end of its line.
 */
export function assignedAs(form: AssignedForm, name: string): Pattern {
  const options = form === 'either' ? [quoted, bare] : [form === 'quoted' ? quoted : bare];
  const places = options.map((option) => parsePattern(option));
  return {
    kind: 'sequence',
    items: [
      { kind: 'group', name: 'name', item: parsePattern(name) },
      parsePattern('[A-Za-z0-9_.-]{0,30}'),
      places.length === 1 ? places[0]! : { kind: 'choice', options: places },
    ],
  };
}

/** `name = process.env.X || 'value'`: what is read first, with the value for the case that it is not there. */
const fallback = '(?:[A-Za-z_][A-Za-z0-9_.]{2,60}[ \\t]{1,4}(?:\\|\\||\\?\\?|or)[ \\t]{1,4})?';
const type =
  "(?::[ \\t]?&?(?:'static[ \\t])?[A-Za-z][A-Za-z0-9_.<>?\\[\\]]{1,24}[ \\t]{0,4}(?:\\{[ \\t]?get;[^}\\n]{0,24}\\}[ \\t]?)?)?";
/** A string that is made of a literal: String::from("…"), new Buffer("…"), L"…", @"…". */
const literal =
  '(?:(?:new[ \\t])?(?:String::from|Some|String|Buffer\\.from|SecretStr|Secret|SecureString|sensitive|bytes|str)\\()?[bBrRuUfFLN@$]{0,2}';

/** { "name": "DB_PASSWORD", "value": "…" }, key="…" value="…", and, on the next line, the like; variable "password" { … default = "…". */
const pair =
  '(?:,?[ \\t]{1,4}|,?[ \\t]{0,4}\\r?\\n[ \\t-]{0,40})["\']?(?i:value|default)["\']?[ \\t]{0,12}[:=][ \\t]{0,4}' +
  '|[ \\t]{0,4}\\{[^{}]{0,300}?default[ \\t]{0,12}=[ \\t]{0,4}';

const quoted =
  `[\\\\"'\`\\])]{0,4}(?:${pair}|[ \\t]{0,12}(?:${type}=|=>|<-|:=|\\?=|\\|\\|=?|\\?\\?=?|!?={1,3}|:|,|\\()[ \\t]{0,12}${fallback}|[ \\t])` +
  `${literal}(?:value=)?\\\\?["'\`](?:Bearer |Token |Basic )?` +
  '(?<secret>[^\\s"\'`\\\\<>\\x00-\\x1f\\x7f-\\xff]{4,200})\\\\?["\'`]';

/** Up to the end of the line, in which anything may stand; or to what ends a part of an address, a list, a connection string. */
const bare =
  '(?:["\'`\\])]{0,2}[ \\t]{0,12}(?:=>|:=|\\?=|={1,2}|:-?)[ \\t]{0,12}|[ \\t]{1,12}|"?>|</key>[ \\t\\r\\n]{0,40}<string>|\\r?\\n[ \\t]{2,40}value:[ \\t]{1,4})' +
  '(?:Bearer |Token )?(?:' +
  '(?<secret>[^\\s"\'`\\\\<>{}()\\[\\]\\x00-\\x1f\\x7f-\\xff][^\\s"\'`\\\\<>\\x00-\\x1f\\x7f-\\xff]{3,200})[ \\t]{0,8}(?:[ \\t][#;/][^\\n]{0,200})?$' +
  '|(?<secret>[A-Za-z0-9!#%*+./:=?@^_|~-]{4,200})(?:[&;,"\'`<})\\\\\\]]|[ \\t]HTTP/))';
