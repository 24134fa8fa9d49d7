import { fail } from '@sveltejs/kit';
import { votes } from '$lib/server/votes.js';

export const actions = {
  default: async ({ request, locals }) => {
    if (!locals.user) return fail(401);
    const form = await request.formData();
    await votes.cast(locals.user.id, String(form.get('choice')));
    return { done: true };
  },
};
