import { Router } from 'express';
import { PrismaClient } from '@prisma/client';
import { requireLogin } from './login';

const prisma = new PrismaClient();
export const members = Router();

members.get('/members/:id', requireLogin, async (req, res) => {
  const member = await prisma.user.findUnique({
    where: { id: Number(req.params.id) },
    select: { name: true, joinedAt: true },
  });
  res.json(member);
});
