import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { explain, Loading } from '../states.tsx';
import { usePageTitle } from '../title.ts';
import { signIn } from './session.ts';
import { SignedOut } from './signed-out.tsx';

/**
 * `/sign-in#TOKEN`. The token is in the fragment, which no server, proxy or referrer sees, and is posted, so that a chat's link
 * preview does not spend it. It leaves the address at once: a link that was spent is of no use in a history.
 */
export function SignInPage() {
  usePageTitle('Sign in');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [token] = useState(() => window.location.hash.slice(1));
  const { mutate, error } = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      queries.clear();
      await navigate('/', { replace: true });
    },
  });
  useEffect(() => {
    if (token === '') return;
    window.history.replaceState(null, '', '/sign-in');
    mutate(token);
  }, [token, mutate]);
  if (token === '') return <SignedOut />;
  if (error === null) return <Loading what="your session" lines={2} />;
  const { detail, remedy } = explain(error);
  return (
    <section className="signed-out">
      <h1>This link did not sign you in</h1>
      <p role="alert">{detail}</p>
      <p>{remedy}</p>
    </section>
  );
}
