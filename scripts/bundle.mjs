// What tsc left in dist/ -> the files that the package is entered by. Loading one file costs much less than loading a hundred,
// and CommonJS is what every test runner can load: jest without flags, ts-jest, vitest, node:test, Bun and Deno.
//
//   dist/broker.cjs         the embedding API and all below it. The only copy in a process, whoever loads it and how
//   dist/ottla.cjs          its names for `require`
//   dist/index.js           its names for `import`, through ottla.cjs: Node would search the large file for names, slowly
//   dist/ottla.d.cts        the types of dist/index.d.ts for programs that `require`
//   dist/cli/start.cjs      the `start` command, on top of broker.cjs
//   dist/http.cjs           metrics and health over HTTP, loaded by broker.cjs where they are asked for. Has prom-client in it:
//                           installed, that brings three packages and 3 MB
//   dist/etcd.cjs           metadata on etcd, loaded by broker.cjs where it is asked for
//   dist/validate-job.cjs   what worker threads run
//   dist/protocol/generated/*.cjs   one codec each, loaded by broker.cjs at its first use
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = process.argv[2] ?? join(root, 'dist')
const source = (path) => join(root, 'src', path)
const generated = join(dist, 'protocol', 'generated')

const codecs = readdirSync(source('protocol/generated'))
  .map((name) => basename(name, '.ts'))
  .filter((name) => name !== 'index')

/** Packages that are pure JavaScript are named, so that bundlers find them. Native ones are optional and cannot be bundled. */
const portablePackages = ['crc-32/crc32c', 'fzstd', 're2js']

const replacements = {
  'protocol/load-codec.ts': `
const codecs = {
${codecs.map((name) => `  '${name}': () => require('./protocol/generated/${name}.cjs'),`).join('\n')}
}
export const loadCodec = (file) => codecs[file]()
`,
  'embedding/load-http.ts': "export const loadHttp = async () => require('./http.cjs')\n",
  'metadata/load-etcd.ts': "export const loadEtcd = async () => require('./etcd.cjs')\n",
  'wire/packages.ts': `
import { createRequire } from 'node:module'
const portable = {
${portablePackages.map((name) => `  '${name}': () => require('${name}'),`).join('\n')}
}
let requireNative
const loadNative = (name) => {
  requireNative ??= createRequire(typeof __filename === 'string' ? __filename : process.cwd() + '/')
  return requireNative(name)
}
export const loadPackage = (name) => portable[name]?.() ?? loadNative(name)
`
}

const replace = {
  name: 'replace',
  setup({ onLoad }) {
    for (const [path, contents] of Object.entries(replacements)) {
      const file = source(path)
      readFileSync(file) // Fails where the file was moved and this table was not.
      onLoad({ filter: new RegExp(`${path.replaceAll('/', '[\\\\/]')}$`) }, (args) =>
        args.path === file ? { contents, loader: 'js', resolveDir: dist } : undefined
      )
    }
  }
}

/**
 * `node:` modules by `process.getBuiltinModule` instead of `require`: a program that is bundled into an ES module has no
 * `require`, and a test that mocks `fs` or `net` does not mean the broker's.
 */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    // Packages that are bundled here say `util` where we say `node:util`.
    onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path }) =>
      isBuiltin(path) ? { path, namespace: 'builtin' } : undefined
    )
    onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule('${path}')`,
      loader: 'js'
    }))
  }
}

const external = (filter, toPath) => ({
  name: 'external',
  setup({ onResolve }) {
    onResolve({ filter }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: toPath(path), external: true }
    )
  }
})

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // One character beyond Latin-1 would double what the source takes in memory.
  charset: 'ascii',
  // Comments and blanks are nearly half of what a start has to read and keep. Short lines keep stack traces of use.
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  logLevel: 'warning',
  // `__filename` is where a bundler puts it, `typeof` keeps an ES module from stumbling over it.
  define: { 'import.meta.url': 'validateJobUrl' },
  banner: {
    js: `'use strict'
const validateJobUrl = typeof __dirname === 'string' ? process.getBuiltinModule('node:url').pathToFileURL(__dirname + '/validate-job.cjs').href : ''`
  },
  external: portablePackages
}

/** A warning of the bundler fails the build: it would be a fault in every program that starts from the bundle. */
async function bundle(options) {
  const { warnings, metafile } = await build({ ...common, ...options, metafile: true })
  if (warnings.length > 0) throw new Error(`${warnings.length} warnings of the bundler`)
  return metafile
}

/** The licences of the packages that a bundle has in it, as they ask for. */
function licencesOf(metafile) {
  const inside = (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]
  const folders = new Set(
    Object.keys(metafile.inputs)
      .map(inside)
      .filter((folder) => folder !== undefined)
  )
  return [...folders].sort().map((folder) => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
    const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return `${name} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8')}`
  })
}

await build({
  entryPoints: codecs.map((name) => source(`protocol/generated/${name}.ts`)),
  outdir: generated,
  outExtension: { '.js': '.cjs' },
  format: 'cjs',
  target: 'node20.19',
  charset: 'utf8',
  logLevel: 'warning'
})
for (const name of codecs) rmSync(join(generated, `${name}.js`), { force: true })

const ownFiles = external(/^\.\/(?:protocol\/generated\/.*|http|etcd)\.cjs$/, (path) => path)
await bundle({
  entryPoints: [source('index.ts')],
  outfile: join(dist, 'broker.cjs'),
  plugins: [replace, builtins, ownFiles]
})
await bundle({
  entryPoints: [source('records/validate-job.ts')],
  outfile: join(dist, 'validate-job.cjs'),
  plugins: [replace, builtins, ownFiles]
})
const http = await bundle({
  entryPoints: [source('http/index.ts')],
  outfile: join(dist, 'http.cjs'),
  plugins: [builtins]
})
writeFileSync(join(dist, 'http.licences.txt'), licencesOf(http).join('\n\n'))
await bundle({
  entryPoints: [source('metadata/etcd/index.ts')],
  outfile: join(dist, 'etcd.cjs'),
  plugins: [replace, builtins, ownFiles]
})
mkdirSync(join(dist, 'cli'), { recursive: true })
await bundle({
  entryPoints: [source('cli/commands/start.ts')],
  outfile: join(dist, 'cli', 'start.cjs'),
  plugins: [builtins, external(/\/index\.ts$/, onlyTheApi)]
})

/** The command reaches the rest through the door of the API, or the process would have two copies of it. */
function onlyTheApi(path) {
  if (path !== '../../index.ts') throw new Error(`the start command imports ${path}: only src/index.ts may be imported`)
  return '../broker.cjs'
}

const names = Object.keys((await import(pathToFileURL(join(dist, 'broker.cjs')).href)).default)
writeFileSync(
  join(dist, 'ottla.cjs'),
  `const broker = require('./broker.cjs')\n${names.map((name) => `exports.${name} = broker.${name}\n`).join('')}`
)
writeFileSync(join(dist, 'index.js'), `export { ${names.join(', ')} } from './ottla.cjs'\n`)
const here = "import('./index.js', { with: { 'resolution-mode': 'import' } })"
const types = [
  ...readFileSync(join(dist, 'index.d.ts'), 'utf8').matchAll(/^export (?:declare )?(?:interface|type) (\w+)/gm)
]
  .map((match) => match[1])
  .concat(typeExports())
writeFileSync(
  join(dist, 'ottla.d.cts'),
  [
    ...names.map((name) => `export declare const ${name}: typeof ${here}.${name}`),
    ...[...names, ...types].map((name) => `export type ${name} = ${here}.${name}`),
    ''
  ].join('\n')
)

/** Names of `export type { A, type B }` and `export { type A, B }` lists that are no values. */
function typeExports() {
  const text = readFileSync(join(dist, 'index.d.ts'), 'utf8')
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)]
    .flatMap((match) => match[1].split(','))
    .map((each) => each.trim().replace(/^type /, ''))
    .filter((name) => name !== '' && !names.includes(name))
}
