const { ApolloServer } = require('@apollo/server');

module.exports = new ApolloServer({
  typeDefs: 'type Query { grid(rows: Int!, text: String!): [String] }',
  resolvers: {
    Query: {
      grid: (_parent, { rows, text }) => {
        const lines = [];
        for (let row = 0; row < rows; row += 1) { // weak: CWE-400|CWE-770|CWE-606|CWE-834
          lines.push(text);
        }
        return lines;
      },
    },
  },
});
