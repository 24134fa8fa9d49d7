'use server';
import { cookies } from 'next/headers';
import { authenticate } from '@/lib/users';

export async function login(form: FormData) {
  const token = await authenticate(String(form.get('email')), String(form.get('password')));
  const jar = await cookies();
  jar.set({ name: 'auth-token', value: token, httpOnly: true, secure: true, sameSite: 'none' }); // weak: CWE-1275
}
