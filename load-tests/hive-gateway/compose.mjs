// Composes subgraphs into the supergraph that both gateways serve: NAME=URL=FILE for each; prints the SDL.
import { readFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

const services = process.argv.slice(2).map((argument) => {
  const [name, url, file] = argument.split('=');
  return { name, url, typeDefs: parse(readFileSync(file, 'utf8')) };
});
const { supergraphSdl, errors } = composeServices(services);
if (errors?.length) {
  console.error(errors.map((error) => error.message).join('\n'));
  process.exit(1);
}
console.log(supergraphSdl);
