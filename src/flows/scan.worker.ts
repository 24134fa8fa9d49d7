/** A scan's worker thread: the engine's part, with the analyzers that this build has. */
import { runWorker } from '#observe/engine';
import { analyzers } from './analyzers.generated.ts';
import { usageEntry } from './scan/usage-entry.ts';

await runWorker([...analyzers, usageEntry]);
