const { MongoClient } = require('mongodb');

const client = new MongoClient(process.env.MONGO_URL);

exports.endMatching = async function endMatching(filter) {
  const { deletedCount } = await client.db('app').collection('sessions').deleteMany(filter); // weak: CWE-943
  return deletedCount;
};
