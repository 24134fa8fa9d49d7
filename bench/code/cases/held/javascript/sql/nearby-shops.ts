import { PrismaClient } from '@prisma/client';
import type { NextApiRequest, NextApiResponse } from 'next';

const prisma = new PrismaClient();

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { zip, radius } = req.query;
  const shops = await prisma.$queryRaw`
    SELECT id, name, street
    FROM shops
    WHERE zip = ${String(zip)} AND delivery_radius >= ${Number(radius)}
    ORDER BY name`;
  res.status(200).json(shops);
}
