'use server';

import { mirror } from '../lib/mirror';

export async function importAvatar(form: FormData) {
  const source = form.get('source');
  if (typeof source !== 'string' || source === '') return { error: 'A link is needed' };
  const key = await mirror({ source, kind: 'avatar' });
  return { key };
}
