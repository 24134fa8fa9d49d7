import type { PageServerLoad } from './$types';
import { query } from '$lib/database';

export const load: PageServerLoad = async ({ url, params }) => {
  const town = url.searchParams.get('town') ?? '';
  return { id: params, events: await query('events', { town }) };
};
