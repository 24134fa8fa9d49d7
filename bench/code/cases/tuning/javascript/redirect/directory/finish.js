export async function finish(ctx) {
  const { target } = ctx.state;
  ctx.status = 303;
  ctx.redirect(target);
}
