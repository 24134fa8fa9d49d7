import { collection } from './database.js';

export async function members(selection) {
  const entries = Object.entries(selection).filter(([, value]) => value !== undefined);
  const people = await collection('people');
  return people.find(Object.fromEntries(entries)).project({ name: 1 }).limit(50).toArray();
}
