// Composes sets of subgraphs. In, as JSON: {set: [{name, url, sdl}]}; out: {set: {supergraph} or {errors}}.
import {readFileSync} from 'node:fs';
import {parse} from 'graphql';
import {composeServices} from '@theguild/federation-composition';

const compose = subgraphs => {
  const {supergraphSdl, errors} = composeServices(subgraphs.map(({name, url, sdl}) => ({name, url, typeDefs: parse(sdl)})));
  return supergraphSdl ? {supergraph: supergraphSdl} : {errors: errors.map(error => error.message)};
};

const sets = JSON.parse(readFileSync(0, 'utf8'));
const composed = Object.fromEntries(Object.entries(sets).map(([set, subgraphs]) => [set, compose(subgraphs)]));
process.stdout.write(JSON.stringify(composed));
