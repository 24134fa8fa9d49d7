'use server';
import { redirect } from 'next/navigation';
import { cookies } from 'next/headers';

export async function checkout(form: FormData) {
  const jar = await cookies();
  jar.set('step', 'done', { httpOnly: true, secure: true, sameSite: 'lax' });
  const back = form.get('back')?.toString() ?? '/';
  redirect(back); // weak: CWE-601
}
