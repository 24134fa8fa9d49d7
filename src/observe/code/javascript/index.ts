export { lowerJavaScript } from './lower.ts';
export { inlineTemplates } from './templates/inline.ts';
export { lowerTemplate } from './templates/lower-template.ts';
export { lowerScripts } from './templates/scripts.ts';
export type { Lowered } from './program.ts';
