export { open as openPhoto } from './files.js';
