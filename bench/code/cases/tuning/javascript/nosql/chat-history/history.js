import { collection } from './database.js';

export async function history(selection) {
  const entries = Object.entries(selection).filter(([, value]) => value !== undefined);
  const messages = await collection('messages');
  return messages.find(Object.fromEntries(entries)).sort({ at: -1 }).limit(50).toArray(); // weak: CWE-943
}
