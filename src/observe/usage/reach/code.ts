import type { FileFacts } from '#ground/model';
import type { UsageFacts, UsedModule } from '../facts.ts';

/** The code that may use a package: the project's own, or that of another package. */
export interface Code {
  readonly files: readonly FileFacts<UsageFacts>[];
  /** Paths of code that could not be read. */
  readonly unread: readonly string[];
  /** Names of all packages that are known, for commands of scripts. */
  readonly packages: ReadonlySet<string>;
}

/** Where in a file a module of the package is loaded. */
export interface Load {
  readonly path: string;
  readonly facts: UsageFacts;
  readonly module: UsedModule;
}
