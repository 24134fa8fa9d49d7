import { fingerprint } from './digest.js';
import { store } from './store.js';

export async function createAccount({ email, password }) {
  await store.insert({ email, password: fingerprint(password) });
}
