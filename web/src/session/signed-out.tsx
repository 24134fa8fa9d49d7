import { ApiError } from '../client.ts';
import { usePageTitle } from '../title.ts';

/** The server does not know who asks. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 401;
}

/** Nobody is signed in: how one gets in. There is no password, so there is no form. */
export function SignedOut() {
  usePageTitle('Signed out');
  return (
    <section className="signed-out">
      <h1>You are signed out</h1>
      <p>Selvedge has no passwords. It prints a link that signs you in once, in the terminal where it runs:</p>
      <ul>
        <li>
          look where it was started, or start it again with <code>npm start</code>;
        </li>
        <li>or ask somebody who is signed in for one.</li>
      </ul>
      <p className="muted">A link works once, for ten minutes. A session ends after twelve hours without use.</p>
    </section>
  );
}
