const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);

exports.leave = async function leave({ user, room }) {
  const { deletedCount } = await client.db('app').collection('presence').deleteMany({ user, room });
  return deletedCount;
};
