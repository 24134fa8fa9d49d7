import { Prisma, PrismaClient } from '@prisma/client';

const prisma = new PrismaClient();

export function nearby(zip: string, radius: number) {
  const open = Prisma.sql`closed_at IS NULL`;
  return prisma.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, name
    FROM shops
    WHERE zip = ${zip} AND delivery_radius >= ${radius} AND ${open}
    ORDER BY name`;
}
