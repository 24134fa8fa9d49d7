import { PrismaClient } from '@prisma/client';
import type { NextApiRequest, NextApiResponse } from 'next';

const prisma = new PrismaClient();

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { from, until, hotel } = req.query;
  const occupancy = await prisma.$queryRaw`
    SELECT room, count(*)::int AS nights FROM bookings
    WHERE hotel_id = ${hotel} AND day BETWEEN ${from} AND ${until}
    GROUP BY room`;
  res.status(200).json(occupancy);
}
