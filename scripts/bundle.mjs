// What tsc left in dist/ -> the files that the package is entered by. Loading one file costs much less than loading a hundred,
// and CommonJS is what every test runner can load: jest without flags, ts-jest, vitest, node:test, Bun and Deno.
//
//   dist/broker.cjs         the embedding API and all below it. The only copy in a process, whoever loads it and how
//   dist/ottla.cjs          its names for `require`
//   dist/index.js           its names for `import`, through ottla.cjs: Node would search the large file for names, slowly
//   dist/ottla.d.cts        the types of dist/index.d.ts for programs that `require`
//   dist/cli/main.cjs       the command itself; CommonJS, because a process that loads no ES module starts sooner
//   dist/cli/main.js        the same for those who name it so
//   dist/cli/start.cjs      the `start` command, on top of broker.cjs
//   dist/http.cjs           metrics and health over HTTP, loaded by broker.cjs where they are asked for. Has prom-client in it:
//                           installed, that brings three packages and 3 MB
//   dist/etcd.cjs           metadata on etcd, loaded by broker.cjs where it is asked for
//   dist/validate-job.cjs   what worker threads run
//   dist/broker-thread.cjs  what the thread of a broker begins with, on top of broker.cjs
//   dist/protocol/generated/*.cjs   one codec each, loaded by broker.cjs at its first use
//   dist/lazy/*.cjs         what a broker does not need until its first record, loaded by broker.cjs at its first use
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, transform } from 'esbuild'

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
export function loadCodec(file) {
  switch (file) {
${codecs.map((name) => `    case '${name}': return require('./protocol/generated/${name}.cjs')`).join('\n')}
  }
}
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

/** Files that are nothing but large tables: as text a table costs a start a fraction of what it costs as code. */
const tables = {
  name: 'tables',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]config[\\/]definitions\.ts$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), { loader: 'ts' })
      const values = await import(`data:text/javascript,${encodeURIComponent(code)}`)
      const constant = ([name, value]) =>
        `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(value))})`
      return { contents: Object.entries(values).map(constant).join('\n'), loader: 'js' }
    })
  }
}

/**
 * `node:` modules by `process.getBuiltinModule` instead of `require`: a program that is bundled into an ES module has no
 * `require`, and a test that mocks `fs` or `net` does not mean the broker's. What is imported of one is a constant: the bundler
 * would copy all names of the module at each start, and reach for one through a getter at each call.
 */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    // Packages that are bundled here say `util` where we say `node:util`.
    onResolve({ filter: /^[a-z0-9_:/]+$/ }, ({ path, kind }) =>
      isBuiltin(path) ? { path, namespace: kind === 'import-statement' ? 'builtin' : 'whole-builtin' } : undefined
    )
    onLoad({ filter: /./, namespace: 'builtin' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^\w+$/.test(name) && name !== 'default')
      const constants = names.map((name) => `export const ${name} = /* @__PURE__ */ of('${name}')`)
      const contents = `const module = process.getBuiltinModule('${path}')
const of = (name) => module[name]
export default module
${constants.join('\n')}`
      return { contents, loader: 'js' }
    })
    onLoad({ filter: /./, namespace: 'whole-builtin' }, ({ path }) => ({
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

/** @satisfies {import('esbuild').BuildOptions} */
const asText = /** @type {const} */ ({
  // One character beyond Latin-1 would double what the source takes in memory.
  charset: 'ascii',
  // Comments and blanks are nearly half of what a start has to read and keep. Short lines keep stack traces of use.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
  legalComments: 'none'
})

const forAll = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  ...asText,
  logLevel: 'warning',
  // `__filename` is where a bundler puts it, `typeof` keeps an ES module from stumbling over it.
  define: { 'import.meta.url': 'validateJobUrl' },
  banner: {
    js: `'use strict'
const validateJobUrl = typeof __dirname === 'string' ? process.getBuiltinModule('node:url').pathToFileURL(__dirname + '/validate-job.cjs').href : ''`
  },
  external: portablePackages
}

/** Handlers of what a producer asks for until its first record. The others are loaded when somebody asks for one of them. */
const firstHandlers = ['api-versions', 'init-producer-id', 'metadata', 'produce']

const ofConsumers = [
  'api/handlers/fetch.ts',
  'api/handlers/list-offsets.ts',
  'log/read/read-files.ts',
  'replica/session-watch.ts'
]

/**
 * Files that broker.cjs loads at the first use of a function or class of theirs, by the chunk that they are in. In their place
 * broker.cjs has functions of the same names, which load the chunk and call what is there, or make one of the class with `new`.
 * It is loaded synchronously: nothing can happen between the call and what it does, so a first request finds what every later
 * one finds. Other exports and classes with static members are not there for broker.cjs: the bundler fails where it imports one. Nor may
 * it extend such a class or ask for `instanceof`. What has to work while no file can be opened must not be in a chunk.
 */
const lazyFiles = {
  groups: [
    'coordination/group/shard.ts',
    'coordination/group/consumer/commands.ts',
    'coordination/group/consumer/describe.ts',
    'coordination/group/consumer/heartbeat.ts',
    'coordination/group/share/heartbeat.ts',
    'coordination/group/streams/describe.ts',
    'coordination/group/streams/request.ts',
    'coordination/runtime/shard.ts'
  ],
  transactions: ['coordination/transaction/shard.ts'],
  cluster: [
    'broker/cluster-part.ts',
    'broker/peer-watch.ts',
    'controller/earlier-life.ts',
    'controller/in-sync.ts',
    'embedding/broker-thread.ts',
    'embedding/remote-target.ts',
    'embedding/thread-member.ts',
    'metadata/etcd-address.ts',
    'replica/fetchers.ts',
    'server/cluster.ts'
  ],
  cleaning: ['log/clean/clean-log.ts', 'log/clean/cleanable.ts', 'log/store/retain.ts'],
  codecs: ['gzip', 'lz4', 'snappy', 'zstd'].map((name) => `records/compression/${name}.ts`),
  configs: ['config/effects/index.ts'],
  directories: ['log/store/several-stores.ts', 'replica/directory-moves.ts'],
  fetching: ofConsumers,
  memory: ['log/disk/memory-disk.ts'],
  meters: ['broker/broker-meters.ts', 'broker/request-meter.ts', 'env/meter.ts'],
  'old-formats': ['records/convert.ts', 'records/legacy.ts', 'records/validate-legacy.ts'],
  records: ['broker/end-offsets.ts', 'embedding/produce.ts', 'embedding/read.ts', 'embedding/topics.ts'],
  recovery: [
    'log/open/recovery.ts',
    'log/state/rebuild-indexes.ts',
    'metadata/kafka-metadata.ts',
    'metadata/migrate.ts'
  ],
  handlers: [
    'api/error-answers.ts',
    'controller/client-quotas.ts',
    'controller/config-changes.ts',
    'controller/dynamic-broker-configs.ts',
    'controller/group-configs.ts',
    'controller/internal-topics.ts',
    'controller/reassign.ts',
    'controller/scram-credentials.ts',
    'controller/unregister.ts',
    'coordination/share/decisions.ts',
    'share/served-partition.ts',
    ...readdirSync(source('api/handlers'))
      .filter((name) => !firstHandlers.includes(basename(name, '.ts')))
      .map((name) => `api/handlers/${name}`)
      .filter((path) => !ofConsumers.includes(path))
  ]
}
/** What asks where its own file is has to be in broker.cjs: chunks are in a folder of their own. */
const besideBroker = ['embedding/thread-file.ts']
const chunkOf = new Map(
  Object.entries(lazyFiles).flatMap(([chunk, paths]) => paths.map((path) => [source(path), chunk]))
)

/** Functions and classes that a source file exports. */
function lazyExportsOf(file) {
  const text = readFileSync(file, 'utf8')
  const functions = /^export (?:async function (\w+)|function (\w+)|const (\w+)(?:: Handler<[^>]*>)? = (?:async )?\()/gm
  const classes = text.matchAll(/^export class (\w+)(?:[^{]*)\{\n((?: .*\n|\n)*)/gm)
  return {
    functions: [...text.matchAll(functions)].map(([, ...names]) => names.find((name) => name !== undefined)),
    // A function that makes one has no static members.
    classes: [...classes].filter(([, , body]) => !/^ {2}static /m.test(body)).map(([, name]) => name)
  }
}

const pathOf = (file) => relative(join(root, 'src'), file).replaceAll('\\', '/')

/** broker.cjs gets functions that load in place of the files of chunks. */
const stubs = (needing) => ({
  name: 'stubs',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^broker:lazy$/ }, () => ({ path: 'lazy', namespace: 'lazy' }))
    onLoad({ filter: /./, namespace: 'lazy' }, () => ({
      contents: lazyModule(needing),
      loader: 'js',
      resolveDir: dist
    }))
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const chunk = chunkOf.get(path)
      if (chunk === undefined) return undefined
      const real = `chunks['${chunk}']()['${pathOf(path)}']`
      const { functions, classes } = lazyExportsOf(path)
      const calling = functions.map((name) => `export const ${name} = (...args) => ${real}.${name}(...args)`)
      const making = classes.map((name) => `export function ${name}(...args) { return new (${real}.${name})(...args) }`)
      const contents = ["import { chunks } from 'broker:lazy'", ...calling, ...making].join('\n')
      return { contents, loader: 'js' }
    })
  }
})

/** Name of the chunk of what several chunks need and broker.cjs does not. */
const common = 'common'

/**
 * A chunk is a function of the modules that it has in common with broker.cjs, and not a file that requires broker.cjs: a test
 * runner whose registry was emptied meanwhile would load a second broker. `needing` are those that also need the common chunk.
 */
const lazyModule = (needing) => `
let makeShared
let shared
let isWhole = false
export const share = (make) => { makeShared = make }
const ofBroker = () => (shared ??= makeShared())
const whole = () => {
  if (!isWhole) Object.assign(ofBroker(), require('./lazy/${common}.cjs')(shared))
  isWhole = true
  return shared
}
const loaded = {}
export const chunks = {
${Object.keys(lazyFiles)
  .map(
    (name) =>
      `  '${name}': () => (loaded['${name}'] ??= require('./lazy/${name}.cjs')(${needing.has(name) ? 'whole' : 'ofBroker'}())),`
  )
  .join('\n')}
}
`

/** What a chunk imports of files that are elsewhere is asked of them, name by name: what it does not use leaves no trace. */
const sharedWith = (isElsewhere) => ({
  name: 'shared',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path)
      return isDoor(file) || !isElsewhere(file) ? undefined : { path: file, namespace: 'shared' }
    })
    onLoad({ filter: /./, namespace: 'shared' }, async ({ path }) => ({
      contents: (await exportsOf(path))
        .map((name) => `export const ${name} = /* @__PURE__ */ sharedName('${pathOf(path)}', '${name}')`)
        .join('\n'),
      loader: 'js'
    }))
  }
})

/** No file does anything when it is loaded: what is imported of a door brings only the file that has it. */
const withoutEffects = {
  name: 'without effects',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir, kind }) =>
      kind === 'entry-point' ? undefined : { path: join(resolveDir, path), sideEffects: false }
    )
  }
}

/** A module that has all exports of `files`, by source file. */
const wholeFiles = (files) => `${files.map((file, n) => `import * as m${n} from ${JSON.stringify(file)}`).join('\n')}
module.exports = { ${files.map((file, n) => `'${pathOf(file)}': m${n}`).join(', ')} }`

const knownExports = new Map()

/** Names that a source file exports. */
async function exportsOf(file) {
  if (!knownExports.has(file)) {
    // Only what passes on all names of another file has to be followed.
    const isPassing = /^export \* /m.test(readFileSync(file, 'utf8'))
    const follow = { bundle: true, plugins: [replace, builtins, ownFiles], external: portablePackages }
    const { metafile } = await build({
      entryPoints: [file],
      platform: 'node',
      format: 'esm',
      write: false,
      metafile: true,
      logLevel: 'silent',
      ...(isPassing ? follow : {})
    })
    knownExports.set(file, Object.values(metafile.outputs)[0].exports)
  }
  return knownExports.get(file)
}

/** The names that a chunk asks of files that are elsewhere, by source file. */
function namesAsked(chunkFile) {
  const text = readFileSync(chunkFile, 'utf8').replaceAll('\\\n', '')
  if (text.includes('validateJobUrl')) throw new Error(`${chunkFile} asks where it is: see besideBroker`)
  const names = new Map()
  const asked = /sharedName\(\s*"([^"]+)",\s*"([^"]+)"\s*\)/g
  for (const [, path, name] of text.matchAll(asked)) {
    const known = names.get(source(path)) ?? new Set()
    names.set(source(path), known.add(name))
  }
  return names
}

/** Imports of names, and the object of them that chunks are given. */
function sharing(names) {
  const files = [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, own]) => [file, [...own].sort()])
  const imports = files.map(
    ([file, own], n) =>
      `import { ${own.map((name) => `${name} as s${n}_${name}`).join(', ')} } from ${JSON.stringify(file)}`
  )
  const objects = files.map(
    ([file, own], n) => `'${pathOf(file)}': { ${own.map((name) => `${name}: s${n}_${name}`).join(', ')} }`
  )
  return { imports: imports.join('\n'), object: `{ ${objects.join(', ')} }` }
}

/** A room's door that passes names on and has no code. To share it would keep all of the room in broker.cjs. */
const isDoor = (file) =>
  /^\w+\/index\.ts$/.test(pathOf(file)) &&
  !/^(?!export (?:type )?[{*]|[ }]|\/?\*|\/\/|$)/m.test(readFileSync(file, 'utf8'))

/** Files of which a bundle has code. */
function filesIn(metafile) {
  const [{ inputs }] = Object.values(metafile.outputs)
  const isOwn = ([path, { bytesInOutput }]) => path.startsWith('src/') && bytesInOutput > 0
  return Object.entries(inputs)
    .filter(isOwn)
    .map(([path]) => join(root, path))
    .filter((file) => !isDoor(file))
}

/**
 * broker.cjs with its chunks. What several chunks need is in broker.cjs where that needs it too, and otherwise in a chunk of its
 * own: nothing is in a process twice. Where a file is decides where others are, so all is made until nothing moves any more.
 */
async function bundleBroker() {
  const ofBroker = new Set(besideBroker.map(source))
  const ofCommon = new Set()
  let names = new Map()
  let needing = new Set()
  const state = () => JSON.stringify([[...ofBroker].sort(), [...ofCommon].sort(), sharing(names), [...needing]])
  for (;;) {
    const before = state()
    const named = (files, isIn) => new Map([...files].filter(([file]) => ofCommon.has(file) === isIn))
    for (const file of await bundleMain(named(names, false), needing)) {
      ofBroker.add(file)
      ofCommon.delete(file)
    }
    names = new Map()
    needing = new Set()
    const owner = new Map()
    for (const chunk of [...Object.keys(lazyFiles), common]) {
      const { imports, object } = sharing(named(names, true))
      const contents =
        chunk === common ? `${imports}\nmodule.exports = ${object}` : wholeFiles(lazyFiles[chunk].map(source))
      const isInCommon = (file) => chunk !== common && ofCommon.has(file)
      const isElsewhere = (file) => chunkOf.get(file) !== chunk && (ofBroker.has(file) || isInCommon(file))
      const { files, asked } = await bundleChunk(chunk, contents, isElsewhere)
      for (const file of files)
        if (!owner.has(file)) owner.set(file, chunk)
        // broker.cjs has what loads a lazy file of another chunk.
        else (chunkOf.has(file) ? ofBroker : ofCommon).add(file)
      for (const [file, own] of asked) {
        if (isInCommon(file)) needing.add(chunk)
        names.set(file, new Set([...(names.get(file) ?? []), ...own]))
      }
    }
    if (state() === before) return
  }
}

/** Makes broker.cjs, and tells the files that are in it. */
async function bundleMain(names, needing) {
  const { imports, object } = sharing(names)
  const metafile = await bundle({
    stdin: {
      // What the threads of brokers begin with is in it, and is no part of the API.
      contents: `export * from ${JSON.stringify(source('index.ts'))}
export { runBrokerThread } from ${JSON.stringify(source('embedding/broker-thread.ts'))}
import { share } from 'broker:lazy'
${imports}
share(() => (${object}))`,
      resolveDir: root,
      loader: 'js'
    },
    outfile: join(dist, 'broker.cjs'),
    plugins: [replace, stubs(needing), tables, builtins, ownFiles, withoutEffects]
  })
  return filesIn(metafile)
}

/** Makes a chunk, and tells the files that are in it and the names that it asks of others. */
async function bundleChunk(chunk, contents, isElsewhere) {
  const outfile = join(dist, 'lazy', `${chunk}.cjs`)
  const metafile = await bundle({
    stdin: { contents, resolveDir: root, loader: 'js' },
    outfile,
    banner: {
      js: `'use strict'\nmodule.exports = (shared) => {\nconst module = {}\nconst sharedName = (path, name) => shared[path][name]`
    },
    footer: { js: 'return module.exports }' },
    plugins: [sharedWith(isElsewhere), replace, builtins, ownFiles, withoutEffects]
  })
  return { files: filesIn(metafile), asked: namesAsked(outfile) }
}

/** A warning of the bundler fails the build: it would be a fault in every program that starts from the bundle. */
async function bundle(options) {
  const { warnings, metafile } = await build({ ...forAll, ...options, metafile: true })
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
  ...asText,
  logLevel: 'warning'
})
for (const name of codecs) rmSync(join(generated, `${name}.js`), { force: true })

const ownFiles = external(/^\.\/(?:protocol\/generated\/.*|lazy\/.*|http|etcd)\.cjs$/, (path) => path)
await bundleBroker()
writeFileSync(join(dist, 'broker-thread.cjs'), "require('./broker.cjs').runBrokerThread()\n")
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

/** What the command loads when it is asked for stays an ES module of its own. */
const askedFor = {
  name: 'asked for',
  setup({ onResolve }) {
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind }) =>
      kind === 'dynamic-import' ? { path: path.replace(/\.ts$/, '.js'), external: true } : undefined
    )
  }
}
await bundle({
  entryPoints: [source('cli/main.ts')],
  outfile: join(dist, 'cli', 'main.cjs'),
  plugins: [builtins, askedFor],
  define: { 'import.meta.url': 'mainUrl' },
  banner: { js: "'use strict'\nconst mainUrl = process.getBuiltinModule('node:url').pathToFileURL(__filename).href" }
})
writeFileSync(join(dist, 'cli', 'main.js'), "#!/usr/bin/env node\nimport './main.cjs'\n")

const names = Object.keys((await import(pathToFileURL(join(dist, 'broker.cjs')).href)).default).filter(
  (name) => name !== 'runBrokerThread'
)
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
