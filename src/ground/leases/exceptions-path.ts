/** Where exceptions stand in a repository without a server. In a file of its own: whoever looks for the file need not load its schema. */
export const exceptionsPath = '.selvedge/exceptions.yaml';
