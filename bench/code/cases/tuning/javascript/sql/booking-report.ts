import { PrismaClient } from '@prisma/client';
import type { NextApiRequest, NextApiResponse } from 'next';

const prisma = new PrismaClient();

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const { from, until, hotel } = req.query;
  const bookings = await prisma.$queryRawUnsafe( // weak: CWE-89
    `SELECT room, guest FROM bookings WHERE hotel_id = ${hotel} AND day BETWEEN $1 AND $2`,
    from,
    until,
  );
  res.status(200).json(bookings);
}
