import { apiBase, clientHeader } from '../api.generated.ts';
import { readAnswer } from '../client.ts';

/** Spends a one-time link's token; the answer sets the session's cookie, which no script can read. */
export async function signIn(token: string): Promise<void> {
  await readAnswer(
    await fetch(`${apiBase}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [clientHeader]: 'web' },
      body: JSON.stringify({ token }),
    }),
  );
}

/** Ends the session, and forgets all that this page held. */
export async function signOut(): Promise<void> {
  await fetch(`${apiBase}/session`, { method: 'DELETE', headers: { [clientHeader]: 'web' } });
  window.location.assign('/sign-in');
}
