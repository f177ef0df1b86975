// The packed file, installed in a project of its own, in every test runner and runtime that people use it in, on every Node
// that it claims. Needs npm, and installs the runners and the runtimes from it.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cache, exec, expectMatch, need, root, Skip, scratch, serve } from '../kit.mjs'
import { files } from './files.mjs'
import { readmeTests } from './readme.mjs'

const tools = {
  '@types/jest': '^30.0.0',
  '@types/node': '^20.19.0',
  esbuild: '^0.28.2',
  jest: '^30.0.0',
  'jest-environment-jsdom': '^30.0.0',
  kafkajs: '^2.2.4',
  mocha: '^11.0.0',
  'ts-jest': '^29.4.0',
  typescript: '~5.9.0',
  vitest: '^4.0.0',
  webpack: '^5.90.0'
}
const versions = [20, 22, 24]
const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
const timeoutMs = 180_000

/** Each check runs processes of its own, and waits more than it computes. */
export const atOnce = 2

/** Installs once what does not change, and says so in a file beside it. */
async function installed(folder, dependencies) {
  const manifest = `${JSON.stringify({ name: 'elsewhere', private: true, dependencies }, null, 2)}\n`
  const stamp = join(folder, 'installed.json')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), manifest)
  await exec('npm', ['install', ...quiet], { cwd: folder, timeoutMs: 600_000 })
  writeFileSync(stamp, manifest)
}

export async function prepare() {
  need('npm')
  const base = cache('runners')
  const project = join(base, 'project')
  await installed(project, tools)
  const folder = scratch('runners')
  const { stdout } = await exec('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    timeoutMs: 600_000
  })
  const tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  rmSync(join(project, 'node_modules', 'ottla'), { recursive: true, force: true })
  await exec('npm', ['install', '--no-save', ...quiet, tarball], { cwd: project, timeoutMs: 300_000 })
  for (const [path, text] of Object.entries({ ...files, ...readmeTests() })) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  return { base, project }
}

/** Checks run side by side: what one of them installs, the others wait for. */
const binaries = new Map()

async function install(base, name, range, path) {
  const folder = join(base, `${name}-${range.replace(/\W/g, '')}`)
  try {
    await installed(folder, { [name]: range })
    const file = join(folder, 'node_modules', path)
    await exec(file, ['--version'])
    return file
  } catch (error) {
    throw new Skip(
      `${name}@${range} cannot be had from npm here: ${String(/** @type {Error} */ (error).message).split('\n')[0]}`
    )
  }
}

/** The binary that an npm package ships; a check that cannot have it is skipped. */
function binary(base, name, range, path) {
  const key = `${name}@${range}`
  if (!binaries.has(key)) binaries.set(key, install(base, name, range, path))
  return binaries.get(key)
}

const nodeOf = (base, version) => binary(base, 'node', String(version), 'node/bin/node')
const tool = (path) => join('node_modules', path)
const jest = tool('jest/bin/jest.js')
const vitest = tool('vitest/vitest.mjs')

/** Runs a tool of the project under one Node and looks for what it says when all went well. */
async function well(project, node, args, pattern) {
  // Runners start processes of their own by name: they have to find the same Node.
  const env = { PATH: `${dirname(node)}:${process.env.PATH}`, NODE_OPTIONS: '', CI: 'true' }
  const { stdout, stderr } = await exec(node, args, { cwd: project, env, timeoutMs })
  expectMatch(stdout + stderr, pattern, args.join(' '))
  return stdout + stderr
}

const passed = (count) => new RegExp(`Tests: +${count} passed, ${count} total`)
const vitestPassed = (count) => new RegExp(`Tests.*?${count} passed`)

/** What is run on each Node: its arguments and what it says then. */
const everyNode = {
  require: [['plain.cjs'], /^well$/m],
  'import, and require beside it: one copy': [['plain.mjs'], /^well$/m],
  'worker threads, each with a broker': [['thread.cjs'], /^well well well$/m],
  'jest, CommonJS, several files at once': [[jest, '-c', 'jest.config.cjs', '-w', '2', 'jest-cjs'], passed(3)],
  'jest, CommonJS, in one process': [[jest, '-c', 'jest.config.cjs', '-i', 'jest-cjs'], passed(3)],
  'jest with fake timers': [[jest, '-c', 'jest.config.cjs', 'jest-fake-timers'], passed(1)],
  'jest with --experimental-vm-modules': [
    ['--experimental-vm-modules', '--no-warnings', jest, '-c', 'jest.esm.config.cjs', 'jest-esm'],
    passed(2)
  ],
  'ts-jest, module CommonJS': [[jest, '-c', 'jest.ts.config.cjs', 'jest-ts'], passed(1)],
  'vitest, forks': [[vitest, 'run', '--pool=forks', '--dir', 'vitest'], vitestPassed(2)],
  'vitest, threads': [[vitest, 'run', '--pool=threads', '--dir', 'vitest'], vitestPassed(2)],
  'node:test, several files at once': [
    ['--test', 'node-test/story1.test.mjs', 'node-test/story2.test.mjs'],
    /^\W*pass 2$/m
  ],
  mocha: [[tool('mocha/bin/mocha.js'), 'mocha/story.spec.js'], /1 passing/],
  "README's file for jest": [[jest, '-c', 'jest.config.cjs', 'readme-jest'], passed(1)],
  "README's file for vitest": [[vitest, 'run', '--dir', 'readme-vitest'], vitestPassed(1)],
  "README's file for node:test": [['--test', 'readme-node-test/orders.test.mjs'], /^\W*pass 1$/m]
}

async function types(project, module, moduleResolution, names) {
  const options = {
    strict: true,
    noEmit: true,
    exactOptionalPropertyTypes: true,
    module,
    moduleResolution,
    target: 'ES2022',
    lib: ['ES2023', 'ESNext.Disposable'],
    types: ['node'],
    skipLibCheck: false
  }
  const config = join(project, 'types', `${module}.json`)
  writeFileSync(config, JSON.stringify({ compilerOptions: options, files: names }))
  await exec(process.execPath, [tool('typescript/bin/tsc'), '-p', config], { cwd: project, timeoutMs })
}

async function servesFrom(command, args, project) {
  const main = tool('ottla/dist/cli/main.cjs')
  const server = await serve(command, [...args, main, 'start', '--port', '0', '--memory'], /^(127\.0\.0\.1:\d+)$/, {
    cwd: project
  })
  try {
    const ready = [main, 'ready', '--bootstrap', server.match[1]]
    await exec(process.execPath, ready, { cwd: project, timeoutMs: 30_000 })
  } finally {
    await server.stop()
  }
}

async function bundles(project, source, format) {
  const out = join('out', `${source}.${format === 'esm' ? 'mjs' : 'cjs'}`)
  const options = { entryPoints: [source], bundle: true, platform: 'node', format, outfile: out }
  const script = `require('esbuild').buildSync(${JSON.stringify(options)})`
  await exec(process.execPath, ['-e', script], { cwd: project, timeoutMs })
  await well(project, process.execPath, [out], /^well$/m)
}

const webpackRun = `
const webpack = require('webpack')
const options = { mode: 'development', devtool: false, target: 'node', entry: './app.mjs', output: { path: __dirname + '/out', filename: 'webpack.cjs' } }
webpack(options, (error, stats) => {
  const problems = error ? [error] : [...stats.compilation.errors, ...stats.compilation.warnings]
  for (const each of problems) console.error(each.message)
  process.exit(problems.length)
})
`

const once = {
  'jest, jsdom': ({ project }) =>
    well(project, process.execPath, [jest, '-c', 'jest.config.cjs', 'jest-jsdom'], passed(1)),
  'types under node16': ({ project }) => types(project, 'node16', 'node16', ['esm.mts', 'cjs.cts']),
  'types under nodenext': ({ project }) => types(project, 'nodenext', 'nodenext', ['esm.mts', 'cjs.cts']),
  'types under bundler': ({ project }) => types(project, 'preserve', 'bundler', ['esm.mts', 'cjs.cts']),
  'bundled by esbuild into CommonJS': ({ project }) => bundles(project, 'app.cjs', 'cjs'),
  'bundled by esbuild into an ES module': ({ project }) => bundles(project, 'app.mjs', 'esm'),
  'bundled by webpack, without a warning': async ({ project }) => {
    writeFileSync(join(project, 'webpack.cjs'), webpackRun)
    await exec(process.execPath, ['webpack.cjs'], { cwd: project, timeoutMs })
    await well(project, process.execPath, [join('out', 'webpack.cjs')], /^well$/m)
  },
  'bun: import, require, start': async ({ base, project }) => {
    const bun = await binary(base, 'bun', '1', '.bin/bun')
    for (const file of ['plain.mjs', 'plain.cjs']) await well(project, bun, [file], /^well$/m)
    await servesFrom(bun, [], project)
  },
  'deno: import, require, start': async ({ base, project }) => {
    const deno = await binary(base, 'deno', '2', '.bin/deno')
    for (const file of ['plain.mjs', 'plain.cjs']) await well(project, deno, ['run', '-A', file], /^well$/m)
    await servesFrom(deno, ['run', '-A'], project)
  }
}

export const checks = {
  ...Object.fromEntries(
    versions.flatMap((version) =>
      Object.entries(everyNode).map(([name, [args, pattern]]) => [
        `node ${version}: ${name}`,
        async ({ base, project }) => well(project, await nodeOf(base, version), args, pattern)
      ])
    )
  ),
  ...once
}
