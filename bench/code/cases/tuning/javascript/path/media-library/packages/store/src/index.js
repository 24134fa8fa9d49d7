export { open as openMedia } from './files.js';
