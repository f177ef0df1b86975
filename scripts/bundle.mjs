// dist/cli/commands/start.js and all that it imports -> dist/cli/start-bundle.js, one file: loading a hundred modules costs
// more than starting a broker does. The modules stay as they are for everybody else. Plain JavaScript, no bundler needed:
// each module becomes a function that takes its imports as constants, which is right because the rooms form no cycles and
// export no variable that changes; both are checked here, and where they do not hold there is no bundle, only slower starts.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { minifySync } from '@swc/core'

const dist = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const entry = join(dist, 'cli', 'commands', 'start.js')
const target = join(dist, 'cli', 'start-bundle.js')

const importPattern = /^import\s+(?:([\w$*{}\s,]+?)\s+from\s+)?'([^']+)';$/gm
const exportFromPattern = /^export\s+(\*(?:\s+as\s+[\w$]+)?|\{[^}]*\})\s+from\s+'([^']+)';$/gm
const exportListPattern = /^export\s+\{([^}]*)\};$/gm
const exportDeclarationPattern = /^export\s+((?:async\s+)?function\*?|class|const|let|var)\s+([\w$]+|[{[])/gm

const modules = new Map()
const order = []
const external = new Map()
const fail = (path, why) => {
  throw new Error(`${relative(dist, path)} cannot be bundled: ${why}`)
}
const named = (list) =>
  list
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => each.split(/\s+as\s+/))

/** The expression that stands for another module's exports. */
function reference(from, specifier) {
  if (specifier.startsWith('.')) return visit(join(dirname(from), specifier), from).variable
  if (!external.has(specifier)) external.set(specifier, `external${external.size}`)
  return external.get(specifier)
}

/** `import a, { b as c }` and `import * as d` as constants. */
function bindings(clause, source) {
  const out = []
  const list = /\{([^}]*)\}/.exec(clause)
  const rest = clause
    .replace(/\{[^}]*\}/, '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
  for (const each of rest)
    out.push(
      each.startsWith('*')
        ? `const ${each.replace(/^\*\s+as\s+/, '')} = ${source};`
        : `const ${each} = ${source}.default;`
    )
  if (list)
    out.push(
      `const { ${named(list[1])
        .map(([name, local]) => (local ? `${name}: ${local}` : name))
        .join(', ')} } = ${source};`
    )
  return out.join(' ')
}

function visit(path, from) {
  const known = modules.get(path)
  if (known?.done === false) fail(from, `it and ${relative(dist, path)} import each other`)
  if (known) return known
  const module = { path, variable: `module${modules.size}`, done: false, exports: [], spread: [], code: '' }
  modules.set(path, module)
  let code = readFileSync(path, 'utf8').replace(/^#!.*\n/, '')
  code = code.replace(importPattern, (_all, clause, specifier) => {
    const source = reference(path, specifier)
    return clause === undefined ? '' : bindings(clause, source)
  })
  code = code.replace(exportFromPattern, (_all, clause, specifier) => {
    const source = reference(path, specifier)
    if (clause === '*') module.spread.push(source)
    else if (clause.startsWith('*')) module.exports.push(`${clause.replace(/^\*\s+as\s+/, '')}: ${source}`)
    else for (const [name, as = name] of named(clause.slice(1, -1))) module.exports.push(`${as}: ${source}.${name}`)
    return ''
  })
  code = code.replace(exportListPattern, (_all, list) => {
    for (const [name, as] of named(list)) module.exports.push(as ? `${as}: ${name}` : name)
    return ''
  })
  code = code.replace(exportDeclarationPattern, (_all, kind, name) => {
    if (kind === 'let' || kind === 'var' || /[{[]/.test(name)) fail(path, `it exports ${kind} ${name}`)
    module.exports.push(name)
    return `${kind} ${name}`
  })
  if (/^(?:import|export)\b(?!\()/m.test(code)) fail(path, `not understood: ${/^(?:import|export)\b.*/m.exec(code)[0]}`)
  const place = relative(dirname(target), path).split(sep).join('/')
  code = code.replaceAll('import.meta.url', `new URL('${place}', import.meta.url).href`)
  code = code.replace(/\bimport\('(\.[^']+)'\)/g, (_all, specifier) => {
    const to = relative(dirname(target), join(dirname(path), specifier))
      .split(sep)
      .join('/')
    return `import('${to.startsWith('.') ? to : `./${to}`}')`
  })
  module.code = code
  module.done = true
  order.push(module)
  return module
}

function bundle() {
  const start = visit(entry)
  const imports = [...external].map(([specifier, variable]) => {
    // A package that is imported by name from CommonJS has its default only: `import *` gives both.
    return `import * as ${variable} from '${specifier}';`
  })
  const bodies = order.map(({ variable, code, exports, spread }) => {
    const parts = [...spread.map((each) => `...${each}`), ...exports]
    return `const ${variable} = (() => {\n${code}\nreturn { ${parts.join(', ')} };\n})();`
  })
  const source = `${imports.join('\n')}\n${bodies.join('\n')}\nexport const run = ${start.variable}.run;\n`
  const { code } = minifySync(source, { module: true, compress: false, mangle: false, format: { comments: false } })
  writeFileSync(target, code)
}

try {
  bundle()
} catch (error) {
  rmSync(target, { force: true })
  console.error(`no start bundle: ${error.message}`)
}
