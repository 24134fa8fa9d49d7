import type { Collection } from 'mongodb';
import type { ReadingQuery } from './schemas.ts';

export function readings(collection: Collection, { plant, since, sensor }: ReadingQuery) {
  return collection
    .find({ plant, sensor, at: { $gte: since } })
    .project({ _id: 0 })
    .toArray();
}
