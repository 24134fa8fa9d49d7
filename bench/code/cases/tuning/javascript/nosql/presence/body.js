const limit = 64 * 1024;

exports.readBody = async function readBody(req) {
  let text = '';
  for await (const chunk of req) {
    text += chunk;
    if (text.length > limit) throw new Error('too long');
  }
  return JSON.parse(text);
};
