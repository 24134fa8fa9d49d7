const { unpack } = require('./unpack');

exports.handler = async (event) => {
  await unpack(Buffer.from(event.body, 'base64'), '/mnt/icons');
  return { statusCode: 201 };
};
