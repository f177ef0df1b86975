// Apache Kafka's own jars from Maven Central: the 4.3.1 tools (and broker), and clients as old as 0.10.
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { cache, exec, here, need } from '../kit.mjs'

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
