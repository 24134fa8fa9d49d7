import { MongoClient } from 'mongodb';

const accounts = new MongoClient(process.env.MONGO_URL).db('app').collection('accounts');

export const store = { insert: (account) => accounts.insertOne(account) };
