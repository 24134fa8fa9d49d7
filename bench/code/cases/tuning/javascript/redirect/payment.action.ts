'use server';
import { redirect } from 'next/navigation';
import { cookies } from 'next/headers';

const steps = ['/cart', '/address', '/payment'];

export async function pay(form: FormData) {
  const jar = await cookies();
  jar.set('step', 'done', { httpOnly: true, secure: true, sameSite: 'lax' });
  const back = form.get('back')?.toString() ?? '/';
  if (!steps.includes(back)) redirect('/');
  redirect(back);
}
