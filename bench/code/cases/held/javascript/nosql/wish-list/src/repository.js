import { MongoClient } from 'mongodb';

const client = new MongoClient(process.env.MONGO_URL);

export class Repository {
  constructor(name) {
    this.collection = client.db('wishes').collection(name);
  }

  async first(criteria, { sort = { _id: -1 } } = {}) {
    const query = { archived: false, ...criteria };
    return this.collection.find(query).sort(sort).limit(1).next(); // weak: CWE-943
  }
}
