const express = require('express');

const drafts = {};
const app = express();
app.use(express.json());

app.put('/drafts/:form/:field', (req, res) => {
  const { form, field } = req.params;
  if (!drafts[form]) {
    drafts[form] = {};
  }
  drafts[form][field] = req.body.value; // weak: CWE-1321
  res.sendStatus(204);
});

app.listen(3000);
