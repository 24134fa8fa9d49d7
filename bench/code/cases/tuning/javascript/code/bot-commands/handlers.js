const handlers = new Map([['help', async () => 'help, time']]);

/** Commands that plug-ins bring are loaded when they are first asked for. */
function load(command) {
  const handler = require('./plugins/' + command); // weak: CWE-94|CWE-98|CWE-829|CWE-22|CWE-706
  handlers.set(command, handler);
  return handler;
}

module.exports = { handlers, load };
