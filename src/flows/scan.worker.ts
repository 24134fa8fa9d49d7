/** A scan's worker thread: the engine's part, with the analyzers that this build has. */
import { runWorker } from '#observe/engine';
import { analyzers } from './analyzers.generated.ts';

await runWorker(analyzers);
