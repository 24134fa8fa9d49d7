const { groupByDay } = require('./group');
const { render } = require('./render');
const { read } = require('./read');

async function main() {
  const messages = await read(process.env.MAIL_STORE || './mails.json');
  process.stdout.write(render(groupByDay(messages)));
}

main().catch((error) => {
  console.error('digest failed:', error.message);
  process.exitCode = 1;
});
