const handlers = new Map([['help', async () => 'help, weather, time']]);
const plugins = ['weather', 'time'];

/** Commands that plug-ins bring are loaded when they are first asked for. */
function load(command) {
  const name = plugins.find((plugin) => plugin === command);
  if (name === undefined) return undefined;
  const handler = require(`./plugins/${name}`);
  handlers.set(name, handler);
  return handler;
}

module.exports = { handlers, load };
