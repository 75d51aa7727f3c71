// Asks subgraphs, each given as NAME=URL, for their SDL and prints the supergraph that these compose to.
import {parse} from 'graphql';
import {composeServices} from '@theguild/federation-composition';

const subgraph = async argument => {
  const [name, url] = argument.split('=');
  const response = await fetch(url, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({query: '{ _service { sdl } }'}),
  });
  const {data} = await response.json();
  return {name, url, typeDefs: parse(data._service.sdl)};
};

const {supergraphSdl, errors} = composeServices(await Promise.all(process.argv.slice(2).map(subgraph)));
if (errors) {
  throw new Error(errors.map(error => error.message).join('\n'));
}
process.stdout.write(supergraphSdl);
