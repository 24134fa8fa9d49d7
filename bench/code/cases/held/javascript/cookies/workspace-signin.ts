'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { createSession, verifyPassword } from './accounts';

export async function signIn(form: FormData) {
  const account = await verifyPassword(String(form.get('mail')), String(form.get('password')));
  if (!account) return { error: 'Mail or password is wrong' };
  const jar = await cookies();
  jar.set({
    name: 'workspace',
    value: await createSession(account.id),
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
  });
  redirect('/workspace');
}
