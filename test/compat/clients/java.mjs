// Apache Kafka's own jars from Maven Central: the 4.3.1 tools (and broker), and clients as old as 0.10.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cache, exec, here, need, scratch } from '../kit.mjs'

/** Resolves to the folder that holds the jars of test/compat/<name>/pom.xml. @param {string} name @returns {Promise<string>} */
export async function jars(name) {
  need('java')
  need('mvn')
  const folder = cache(name)
  const libs = join(folder, 'libs')
  const done = join(folder, 'done.xml')
  const wanted = join(here, name, 'pom.xml')
  if (!existsSync(done) || readFileSync(done, 'utf8') !== readFileSync(wanted, 'utf8')) {
    // Jars of another version would stay on the class path, and another run may be doing the same.
    const fetched = `${libs}.${process.pid}`
    copyFileSync(wanted, join(folder, 'pom.xml'))
    await exec('mvn', ['-q', 'dependency:copy-dependencies', `-DoutputDirectory=${fetched}`], {
      cwd: folder,
      timeoutMs: 600_000
    })
    rmSync(libs, { recursive: true, force: true })
    renameSync(fetched, libs)
    copyFileSync(wanted, done)
  }
  return libs
}

/**
 * Runs a main class of those jars to its end.
 * @param {string} libs
 * @param {string} mainClass
 * @param {readonly string[]} args
 * @param {{ classPath?: readonly string[] } & Parameters<typeof exec>[2]} [options]
 */
export function java(libs, mainClass, args, { classPath = [], ...options } = {}) {
  return exec('java', ['-Xmx512m', '-cp', [join(libs, '*'), ...classPath].join(delimiter), mainClass, ...args], {
    env: { JAVA_TOOL_OPTIONS: '' },
    ...options
  })
}

/**
 * Compiles ToolRuns.java, and resolves to a function that makes many calls of one tool in one process: it is given a main class
 * and the arguments of each call, and resolves to the output of each.
 * @param {string} libs
 */
export async function toolRuns(libs) {
  need('javac')
  const classes = scratch('tool-runs')
  await exec('javac', ['-nowarn', '-cp', join(libs, '*'), '-d', classes, join(here, 'clients', 'ToolRuns.java')])
  const silent = '-Dorg.slf4j.simpleLogger.defaultLogLevel=off'
  const start = ['-Xmx256m', '-XX:TieredStopAtLevel=1', silent, '-cp', [join(libs, '*'), classes].join(delimiter)]
  return async (/** @type {string} */ mainClass, /** @type {readonly string[]} */ calls) => {
    const env = { JAVA_TOOL_OPTIONS: '' }
    const options = { input: calls.map((each) => `${each}\n`).join(''), env, timeoutMs: 600_000 }
    const { stdout } = await exec('java', [...start, 'ToolRuns', mainClass], options)
    return stdout.split(/^---\n/m).slice(1)
  }
}
