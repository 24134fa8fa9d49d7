const express = require('express');
const Comment = require('./models/comment');

const app = express();
app.set('view engine', 'pug');
app.use(express.urlencoded({ extended: false }));

app.post('/comments', async (req, res) => {
  await Comment.create({ author: req.body.author, text: req.body.text });
  res.redirect('/comments');
});

app.get('/comments', async (req, res) => {
  const comments = await Comment.find().sort({ at: -1 }).limit(50).lean();
  res.render('comments', { comments });
});

app.listen(3000);
