const fse = require('fs-extra');
const path = require('path');
const { ApolloServer } = require('@apollo/server');

const resolvers = {
  Mutation: {
    createProject: async (_parent, { input: { name, template } }) => {
      const target = path.posix.join('/srv/projects', name.replace(/^\/+/, ''));
      await fse.copy(`/srv/templates/${path.basename(template)}`, target); // weak: CWE-22
      return true;
    },
  },
};

module.exports = new ApolloServer({
  typeDefs: `
    input ProjectInput { name: String! template: String! }
    type Query { ok: Boolean }
    type Mutation { createProject(input: ProjectInput!): Boolean }`,
  resolvers,
});
