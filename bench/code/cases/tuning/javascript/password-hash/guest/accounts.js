import { hashOf } from './digest.js';
import { store } from './store.js';

export async function createAccount({ email, password }) {
  await store.insert({ email, passwordHash: await hashOf(password) });
}
