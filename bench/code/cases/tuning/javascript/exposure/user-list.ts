import { Router } from 'express';
import { PrismaClient } from '@prisma/client';
import { requireLogin } from './login';

const prisma = new PrismaClient();
export const users = Router();

users.get('/users/:id', requireLogin, async (req, res) => {
  const user = await prisma.user.findUnique({ where: { id: Number(req.params.id) } });
  res.json({ name: user?.name, passwordHash: user?.passwordHash }); // weak: CWE-200
});
