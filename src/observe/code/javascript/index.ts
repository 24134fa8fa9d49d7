export { lowerJavaScript } from './lower.ts';
