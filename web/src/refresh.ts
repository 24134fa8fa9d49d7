import { isSignedOut } from './session/signed-out.tsx';

/** For `refetchInterval`: what is shown stays current, unless nobody is signed in, whom asking again would not help. */
export function everyQuarterMinute(query: { readonly state: { readonly error: Error | null } }): number | false {
  return isSignedOut(query.state.error) ? false : 15_000;
}
