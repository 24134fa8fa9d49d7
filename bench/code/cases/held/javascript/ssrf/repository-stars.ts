import type { NextApiRequest, NextApiResponse } from 'next';

const NAME = /^[A-Za-z0-9_-]{1,39}$/;

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  const owner = String(req.query.owner);
  const repo = String(req.query.repo);
  if (!NAME.test(owner) || !NAME.test(repo)) {
    return res.status(400).json({ error: 'not a repository' });
  }
  const answer = await fetch(`https://api.github.com/repos/${owner}/${repo}`);
  const { stargazers_count: stars } = await answer.json();
  return res.json({ stars });
}
