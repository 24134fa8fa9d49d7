import Koa from 'koa';
import { koaBody } from 'koa-body';
import mongoose from 'mongoose';

const Wish = mongoose.model('Wish', new mongoose.Schema({ owner: String, done: Boolean }, { strictQuery: false }));
const app = new Koa();

app.use(koaBody());
app.use(async (ctx) => {
  const wish = ctx.request.body;
  const result = await Wish.deleteMany({ owner: ctx.state.user.name, ...wish.match }); // weak: CWE-943
  ctx.body = { deleted: result.deletedCount };
});

app.listen(3000);
