// `npm run sim`: makes plain JavaScript of the sources, test/kit and test/simulation, as far as they changed, and runs seeds in one process.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformSync } from '@swc/core'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const target = join(root, 'node_modules', '.cache', 'ottla-sim')
/** @type {import('@swc/core').Options} */
const options = {
  sourceMaps: 'inline',
  jsc: { parser: /** @type {any} */ ({ syntax: 'typescript', explicitResourceManagement: true }), target: 'es2023' }
}

function transpile(directory) {
  for (const entry of readdirSync(join(root, directory), { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) transpile(path)
    else if (path.endsWith('.ts')) transpileFile(path)
  }
}

function transpileFile(path) {
  const source = join(root, path)
  // As in the build: a codec is loaded by `require`.
  const isCodec = path.startsWith(join('src', 'protocol', 'generated')) && !path.endsWith('index.ts')
  const output = join(target, path.replace(/\.ts$/, isCodec ? '.cjs' : '.js'))
  const { mtime } = statSync(source)
  if (existsSync(output) && Math.abs(statSync(output).mtimeMs - mtime.getTime()) < 1) return
  /** @type {import('@swc/core').ModuleConfig} */
  const moduleKind = { type: isCodec ? 'commonjs' : 'es6' }
  const { code } = transformSync(readFileSync(source, 'utf8'), { ...options, module: moduleKind, filename: source })
  mkdirSync(dirname(output), { recursive: true })
  writeFileSync(output, code.replace(/((?:from|import)\s*\(?\s*["']\.[^"']+)\.ts(["'])/g, '$1.js$2'))
  // So that any other version of the source shows, an older one too.
  utimesSync(output, mtime, mtime)
}

mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'package.json'), '{"type":"module"}')
transpile('src')
transpile(join('test', 'kit'))
transpile(join('test', 'simulation'))
const main = join(target, 'test', 'simulation', 'broker', 'main.js')
const { status } = spawnSync(process.execPath, ['--enable-source-maps', main, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit'
})
process.exit(status ?? 1)
