/**
 * Runs commands that a person gave, word for word: the one place besides git and the database that starts children. Nothing that is scanned,
 * declared or configured by a project is ever run from here.
 */
export { runCommand } from './run.ts';
export type { CommandOptions, CommandResult } from './run.ts';
