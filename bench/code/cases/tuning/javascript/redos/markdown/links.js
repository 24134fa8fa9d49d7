import { patterns } from './patterns.js';

export function links(text) {
  return text.split('\n').filter((line) => patterns.reference.test(line)); // weak: CWE-1333|CWE-400
}
