// Owns products. An Apollo Server as developers run it: its errors carry stack traces.
import {ApolloServer} from '@apollo/server';
import {startStandaloneServer} from '@apollo/server/standalone';
import {buildSubgraphSchema} from '@apollo/subgraph';
import {GraphQLError, parse} from 'graphql';

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query {
    products: [Product!]!
    product(id: ID!): Product
  }
  type Mutation {
    rename(id: ID!, name: String!): Product
  }
  type Product @key(fields: "id") {
    id: ID!
    name: String @shareable
    weight: Int
    price: Int
    secret: String
    refused: String
  }
`);

const products = new Map(
  [
    {id: '1', name: 'Table', weight: 30, price: 100},
    {id: '2', name: 'Vase', weight: 2, price: 40},
  ].map(product => [product.id, product]),
);

const resolvers = {
  Query: {
    products: () => [...products.values()],
    product: (_, {id}) => products.get(id),
  },
  Mutation: {
    rename: (_, {id, name}) => Object.assign(products.get(id), {name}),
  },
  Product: {
    __resolveReference: ({id}) => products.get(id) ?? null,
    secret: () => {
      throw new Error('the safe is locked');
    },
    refused: () => {
      throw new GraphQLError('not for you', {extensions: {code: 'FORBIDDEN', host: 'db.internal'}});
    },
  },
};

const server = new ApolloServer({
  schema: buildSubgraphSchema({typeDefs, resolvers}),
  includeStacktraceInErrorResponses: true,
});
const {url} = await startStandaloneServer(server, {listen: {host: '127.0.0.1', port: Number(process.argv[2])}});
console.log(`ready ${url}`);
