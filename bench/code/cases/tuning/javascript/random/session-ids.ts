const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

export class SessionStore {
  readonly #sessions = new Map<string, { user: number; until: number }>();

  start(user: number): string {
    let sessionId = '';
    for (let index = 0; index < 32; index += 1) {
      sessionId += alphabet[Math.floor(Math.random() * alphabet.length)]; // weak: CWE-338|CWE-330
    }
    this.#sessions.set(sessionId, { user, until: Date.now() + 86_400_000 });
    return sessionId;
  }
}
