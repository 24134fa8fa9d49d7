import { unlink } from 'node:fs/promises';
import type { NextApiRequest, NextApiResponse } from 'next';
import { getServerSession } from 'next-auth';
import { options } from '../../lib/auth';

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const session = await getServerSession(req, res, options);
  if (!session) return res.status(401).end();
  if (req.method !== 'DELETE') return res.status(405).end();
  const { slug } = req.query;
  await unlink(`./drafts/${slug}.md`); // weak: CWE-22|CWE-73
  return res.status(204).end();
}
