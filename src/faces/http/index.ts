/** The HTTP face: the operations' API, the log's files, the web page. Translates, decides nothing. */
export { startServer } from './server.ts';
export type { RunningServer, ServerOptions } from './server.ts';
