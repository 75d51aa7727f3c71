// Bundles GraphiQL with all it needs into the server's resources:
//
//   cd verticles/src/graphiql && npm ci && npm run build
//
// The result is committed, for a machine that builds Weir need not have Node.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const resources = '../main/resources/io/weir/transport/http/graphiql';

// The page uses the fonts of the reader's system: GraphiQL's own, inlined, are half the size of everything.
const systemFonts = {
  name: 'system-fonts',
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

const result = await build({
  entryPoints: { graphiql: 'graphiql.jsx' },
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  outdir: 'out',
  format: 'esm',
  target: 'es2020',
  jsx: 'automatic',
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [systemFonts],
});

mkdirSync(resources, { recursive: true });
for (const file of result.outputFiles) {
  const name = file.path.split('/').pop();
  const zipped = gzipSync(file.contents, { level: 9 });
  writeFileSync(`${resources}/${name}.gz`, zipped);
  console.log(`${name}: ${file.contents.length} bytes, ${zipped.length} zipped`);
}
writeFileSync(`${resources}/NOTICE`, notice(Object.keys(result.metafile.inputs)));

// Every package that went into the bundle, with its licence's text.
function notice(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  const texts = new Map();
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    const text = licenceText(folder) ?? license;
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text.trim()}\n`);
  return `The GraphiQL page is bundled from these packages.\n\n${parts.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

function packageFolder(path) {
  return path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0];
}

function licenceText(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE', 'License']) {
    try {
      return readFileSync(`${folder}/${name}`, 'utf8');
    } catch {
      // the next name
    }
  }
  return null;
}
