import { SQSEvent } from 'aws-lambda';
import { Synchroniser } from './synchroniser';
import { HttpFetcher } from './fetcher';

const synchroniser = new Synchroniser(new HttpFetcher());

export async function handler(event: SQSEvent): Promise<void> {
  await Promise.all(
    event.Records.map((record) => JSON.parse(record.body)).map(({ calendar, owner }) => synchroniser.run(calendar, owner)),
  );
}
