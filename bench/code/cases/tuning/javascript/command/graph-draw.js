const { ApolloServer } = require('@apollo/server');
const { execFile } = require('child_process');
const { promisify } = require('util');

const run = promisify(execFile);

const resolvers = {
  Query: {
    graph: async (_parent, { title, format }) => {
      const kind = ['svg', 'png'].includes(format) ? format : 'svg';
      const { stdout } = await run('dot', [`-T${kind}`, `-Glabel=${title}`, '/srv/graphs/plan.dot']);
      return stdout;
    },
  },
};

module.exports = new ApolloServer({ typeDefs: 'type Query { graph(title: String!, format: String): String }', resolvers });
