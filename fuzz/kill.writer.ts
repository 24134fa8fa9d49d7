/**
 * The program that fuzz/kill.ts kills: writes notes with their entries, eight at a time, and says on its standard output what was
 * acknowledged, one line each, after the commit: `ack <entry> <note> <leaf hash>`. It ends when its standard input does.
 *
 *     node fuzz/kill.writer.ts HOME
 */
import { writeSync } from 'node:fs';
import { append, openKeys, readCheckpoint, startSequencer } from '#ground/ledger';
import { type ActorId, newId, type OrganisationId } from '#ground/model';
import { openStore, StoreError } from '#ground/store';

const home = process.argv[2]!;
const organisation = 'org_00000000-0000-7000-8000-000000000000' as OrganisationId; // the pattern of OrganisationId
const actor = 'system:kill' as ActorId; // the pattern of ActorId

const stopping = new AbortController();
process.stdin.on('end', () => stopping.abort()).resume();

const store = await openStore({ home });
const sequencer = await startSequencer(store, openKeys(home));
say('ready');
await Promise.all([...Array.from({ length: 8 }, write), watch()]);
await sequencer.stop();
await store.close();
say('ended');

async function write(): Promise<void> {
  while (!stopping.signal.aborted) {
    const note = newId('note');
    try {
      const { entry, leafHash } = await store.transaction({ organisation }, async (tx) => {
        await tx.query('insert into kill_note (id, organisation) values ($1, $2)', [note, organisation]);
        return append(tx, { type: 'kill.noted', organisation, actor, body: { note } });
      });
      say(`ack ${entry} ${note} ${leafHash}`);
    } catch (error) {
      // A server that was killed: not acknowledged, so not counted. Anything else is a fault.
      if (!(error instanceof StoreError) || !['connection-lost', 'outcome-unknown', 'unavailable'].includes(error.code))
        throw error;
    }
  }
}

/** Says which checkpoints were published: none of them may ever be contradicted. */
async function watch(): Promise<void> {
  while (!stopping.signal.aborted) {
    const checkpoint = await readCheckpoint(store).catch(() => undefined);
    if (checkpoint !== undefined) say(`published ${JSON.stringify(checkpoint)}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Straight into the pipe: what was said before SIGKILL is read. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}
