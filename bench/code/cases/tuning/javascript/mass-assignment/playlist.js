const Router = require('@koa/router');
const Playlist = require('./models/playlist');
const { requireUser } = require('./require-user');

const router = new Router();

router.post('/playlists', requireUser, async (ctx) => {
  const values = ctx.request.body;
  delete values.id;
  const playlist = new Playlist(values); // weak: CWE-915
  playlist.createdBy = ctx.state.user.id;
  await playlist.save();
  ctx.status = 201;
});

module.exports = router;
