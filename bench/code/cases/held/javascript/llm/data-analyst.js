const express = require('express');
const OpenAI = require('openai');

const openai = new OpenAI();
const app = express();
app.use(express.json());

app.post('/analyse', async (req, res) => {
  const completion = await openai.chat.completions.create({
    model: 'gpt-4o-mini',
    messages: [
      { role: 'system', content: 'Write one JavaScript expression that answers the question. No explanation.' },
      { role: 'user', content: req.body.question },
    ],
  });
  const answer = eval(completion.choices[0].message.content); // weak: CWE-94|CWE-95|CWE-1426
  res.json({ answer });
});

app.listen(3000);
