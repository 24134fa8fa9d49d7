import type { PageServerLoad } from './$types';
import { query } from '$lib/database';

export const load: PageServerLoad = async ({ url }) => {
  const town = url.searchParams.get('town') ?? '';
  return { places: await query('places', { town }) };
};
