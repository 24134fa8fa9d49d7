import { z } from 'zod';
import { Instant, PersonId } from '#ground/model';
import { Role } from '#ground/people';
import { named } from '#ground/operations';

export const PersonRecord = named(
  'PersonRecord',
  z.object({
    id: PersonId,
    name: z.string(),
    roles: z.array(Role),
    createdAt: Instant,
  }),
);
