import type { NextApiRequest, NextApiResponse } from 'next';
import { ObjectId } from 'mongodb';
import { connect } from '../../lib/mongo';

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const team = String(req.query.team);
  if (!ObjectId.isValid(team)) return res.status(400).end();
  const db = await connect();
  const members = await db
    .collection('members')
    .find({ team: new ObjectId(team), role: { $ne: 'guest' } }, { projection: { name: 1 } })
    .toArray();
  return res.json(members);
}
