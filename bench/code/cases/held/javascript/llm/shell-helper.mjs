import Anthropic from '@anthropic-ai/sdk';
import { exec } from 'node:child_process';
import express from 'express';

const anthropic = new Anthropic();
const app = express();
app.use(express.json());

app.post('/tasks', async (req, res) => {
  const message = await anthropic.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 300,
    system: 'Answer with one bash command that does what the user asks for.',
    messages: [{ role: 'user', content: req.body.task }],
  });
  exec(message.content[0].text, (err, stdout) => { // weak: CWE-78|CWE-77|CWE-94|CWE-1426
    res.json({ done: !err, length: stdout.length });
  });
});

app.listen(3000);
