import express from 'express';

type Tree = { [key: string]: unknown };

const flags: Tree = {};
const app = express();
app.use(express.json());

app.post('/flags', (req, res) => {
  const path = String(req.body.path).split('.');
  let node: Tree = flags;
  for (const part of path.slice(0, -1)) node = (node[part] ??= {}) as Tree;
  node[path[path.length - 1]!] = req.body.value; // weak: CWE-1321
  res.sendStatus(204);
});

app.listen(3000);
