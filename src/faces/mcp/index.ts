/** The coding agent's face: Model Context Protocol over standard input and output. Translates; decides nothing. */
export { serveAgent } from './server.ts';
