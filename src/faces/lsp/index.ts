/** The editor's face: Language Server Protocol 3.17 over standard input and output. Translates; decides nothing. */
export { serveEditor } from './server.ts';
