// The one entry of every npm script: installs and builds what a fresh clone lacks, then does what was asked.
// Plain JavaScript on purpose: it must run before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [task = 'start', ...args] = process.argv.slice(2)
const startedBy = process.ppid

/** What is about to take a while, on stderr: stdout is the product's own. */
const say = (text) => process.stderr.write(`${text}\n`)

/** Runs a command with inherited output; ends this process with its code when it fails. */
function run(command, commandArgs, options = {}) {
  const result = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', ...options })
  if (result.error) throw result.error
  if (result.status !== 0) process.exit(result.status ?? 1)
}

const node = (...nodeArgs) => run(process.execPath, nodeArgs)
const bin = (name) => join(root, 'node_modules', ...name.split('/'))

/** npm reports on stderr here, so that stdout stays the product's own. */
function install() {
  const stamp = join(root, 'node_modules', '.ottla-installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  const npm = process.env.npm_execpath
  say('ottla: installing packages; this is done once')
  // Not `npm ci`: it refuses a lock file that was made where packages of other platforms could not be looked up.
  const installArgs = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
  const options = { stdio: ['ignore', 2, 2] }
  if (npm) run(process.execPath, [npm, ...installArgs], options)
  else run('npm', installArgs, { ...options, shell: process.platform === 'win32' })
  writeFileSync(stamp, lock)
}

function newest(directory) {
  let latest = 0
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    latest = Math.max(latest, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs)
  }
  return latest
}

const built = join(root, 'dist', '.built')

/** @param {{ force?: boolean, isCheckedBeside?: boolean }} options `isCheckedBeside`: somebody else checks the types of src */
function build({ force = false, isCheckedBeside = false } = {}) {
  const inputs = Math.max(
    newest(join(root, 'src')),
    ...['tsconfig.json', 'scripts/bundle.mjs'].map((name) => statSync(join(root, name)).mtimeMs)
  )
  if (!force && existsSync(built) && statSync(built).mtimeMs > inputs) return
  say('ottla: building')
  const toStderr = { stdio: ['ignore', 2, 2] }
  const emit = [bin('typescript/bin/tsc'), '-p', 'tsconfig.json', ...(isCheckedBeside ? ['--noCheck'] : [])]
  run(process.execPath, emit, toStderr)
  run(process.execPath, [join(root, 'scripts', 'bundle.mjs')], toStderr)
  mkdirSync(dirname(built), { recursive: true })
  writeFileSync(built, '')
}

/**
 * Starts a Node program that may run beside others.
 * @returns {Promise<number>} its exit code
 */
const begin = (...nodeArgs) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, nodeArgs, { cwd: root, stdio: 'inherit' })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })

/** What was checked before is remembered, so that only what changed costs time. */
function checkTypes(project) {
  const memory = join(root, 'node_modules', '.cache', `types-${project}.tsbuildinfo`)
  return begin(
    bin('typescript/bin/tsc'),
    '-p',
    `tsconfig.${project}.json`,
    '--incremental',
    '--tsBuildInfoFile',
    memory
  )
}

/** Checks beside the build what does not need it. The types of src are checked once, with those of the tests. */
async function checkedBuild() {
  const checks = [checkTypes('test'), begin(bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings')]
  build({ isCheckedBeside: true })
  const codes = await Promise.all([...checks, checkTypes('scripts')])
  if (codes[0] !== 0) rmSync(built)
  const failed = codes.find((code) => code !== 0)
  if (failed !== undefined) process.exit(failed)
}

const jest = (...jestArgs) => node('--experimental-vm-modules', '--no-warnings', bin('jest/bin/jest.js'), ...jestArgs)
const biome = (...biomeArgs) => node(bin('@biomejs/biome/bin/biome'), ...biomeArgs)

const tasks = {
  start() {
    install()
    build()
    // Whoever started this was stopped meanwhile, and would not stop the broker any more.
    if (process.ppid !== startedBy) process.exit(143)
    return import(pathToFileURL(join(root, 'dist', 'cli', 'main.cjs')).href)
  },
  async test() {
    install()
    if (args.length > 0) build()
    else await checkedBuild()
    jest(...args)
  },
  build() {
    install()
    build({ force: true })
  },
  generate() {
    install()
    node(join(root, 'scripts', 'generate.mjs'), ...args)
  },
  lint() {
    install()
    biome('check', ...args)
  },
  format() {
    install()
    biome('check', '--write', ...args)
  },
  compat() {
    install()
    build()
    node(join(root, 'test', 'compat', 'run.mjs'), ...args)
  },
  sim() {
    install()
    node(join(root, 'scripts', 'sim.mjs'), ...args)
  },
  bench() {
    install()
    build()
    node(join(root, 'bench', 'run.mjs'), ...args)
  }
}

if (!Object.hasOwn(tasks, task)) {
  console.error(`unknown task '${task}': one of ${Object.keys(tasks).join(', ')}`)
  process.exit(2)
}
if (task === 'start') process.argv.splice(1, 2, join(root, 'dist', 'cli', 'main.cjs'))
await tasks[task]()
