import { MongoClient } from 'mongodb';

let client;

export async function collection(name) {
  client ??= await MongoClient.connect(process.env.MONGO_URL);
  return client.db('chat').collection(name);
}
