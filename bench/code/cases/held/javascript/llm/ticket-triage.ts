import Anthropic from '@anthropic-ai/sdk';
import express from 'express';
import { z } from 'zod';

const anthropic = new Anthropic();
const Triage = z.object({ queue: z.enum(['billing', 'technical', 'other']), urgent: z.boolean() });
const app = express();
app.use(express.json({ limit: '20kb' }));

app.post('/tickets/triage', async (req, res) => {
  const message = await anthropic.messages.create({
    model: 'claude-sonnet-4-5',
    max_tokens: 100,
    system: 'Answer with JSON: {"queue": "billing" | "technical" | "other", "urgent": boolean}',
    messages: [{ role: 'user', content: String(req.body.text) }],
  });
  const [block] = message.content;
  try {
    res.json(Triage.parse(JSON.parse(block?.type === 'text' ? block.text : '{}')));
  } catch {
    res.json({ queue: 'other', urgent: false });
  }
});

app.listen(3000);
