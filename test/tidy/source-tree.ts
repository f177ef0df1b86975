/**
 * Goal: the hand-written files, read and parsed once for all rules of tidy.
 * Method: swc parses `src`; one walk of each tree collects imports, exports, functions and names.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from '@swc/core'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export interface Import {
  readonly line: number
  /** A path from the root for relative imports, else the specifier as it stands. */
  readonly target: string
  readonly isRelative: boolean
  /** Names as the other file exports them; '*' for all. */
  readonly names: readonly string[]
  /** Whether the names are exported again under these names. */
  readonly isExported: boolean
  /** Whether it is a call of `import()`, which runs when it is reached. */
  readonly isLazy: boolean
}

export interface Export {
  readonly name: string
  readonly line: number
  /** The file that declares it, where it is only passed on. */
  readonly from: { readonly target: string; readonly name: string } | null
}

export interface LongPart {
  readonly name: string
  readonly line: number
  readonly lines: number
}

export interface Source {
  readonly path: string
  readonly text: string
  readonly imports: readonly Import[]
  readonly exports: readonly Export[]
  /** Every function, method and arrow, with its length. */
  readonly functions: readonly LongPart[]
  /** How often each identifier stands in the file. */
  readonly identifiers: ReadonlyMap<string, number>
}

interface Node {
  readonly type?: string
  readonly span?: { readonly start: number; readonly end: number }
  readonly [key: string]: unknown
}

export function filesBelow(directory: string, ending = '.ts'): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`
    if (entry.isDirectory()) {
      return entry.name === 'node_modules' || entry.name === 'generated' ? [] : filesBelow(path, ending)
    }
    return entry.name.endsWith(ending) ? [path] : []
  })
}

const asNode = (value: unknown) => (value ?? {}) as Node
const asNodes = (value: unknown) => (value ?? []) as Node[]
const nameOf = (value: unknown) => String(asNode(value).value ?? '')

/** Where a relative specifier leads, from the root; `dist` of the built tree is `src` of the sources. */
function resolved(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier
  const target = relative(root, join(root, dirname(path), specifier))
  return target
    .split(sep)
    .join('/')
    .replace(/^dist\/(.*)\.js$/, 'src/$1.ts')
}

/** The names that a binding or a pattern declares. */
function bound(pattern: Node): string[] {
  if (pattern.type === 'Identifier') return [nameOf(pattern)]
  if (pattern.type === 'ObjectPattern') {
    return asNodes(pattern.properties).flatMap((property) => bound(asNode(property.value ?? property.key)))
  }
  if (pattern.type === 'ArrayPattern') return asNodes(pattern.elements).flatMap(bound)
  return []
}

function declared(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration') {
    return asNodes(declaration.declarations).flatMap((one) => bound(asNode(one.id)))
  }
  return [nameOf(declaration.identifier ?? declaration.id)]
}

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty'
])

class Reading {
  readonly imports: Import[] = []
  readonly exports: Export[] = []
  readonly functions: LongPart[] = []
  readonly identifiers = new Map<string, number>()
  readonly #path: string
  readonly #lineStarts: number[] = [0]

  constructor(path: string, text: string) {
    this.#path = path
    const bytes = Buffer.from(text)
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) this.#lineStarts.push(at + 1)
    const syntax = path.endsWith('.ts') ? 'typescript' : 'ecmascript'
    const tree = parseSync(text, { syntax, explicitResourceManagement: true, target: 'es2023' } as Parameters<
      typeof parseSync
    >[1])
    this.#visit(tree as unknown as Node, '')
  }

  /** swc counts bytes from 1. */
  #lineAt(offset: number): number {
    let low = 0
    let high = this.#lineStarts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((this.#lineStarts[middle] ?? 0) <= offset - 1) low = middle
      else high = middle
    }
    return low + 1
  }

  #import(node: Node, source: unknown, names: string[], isExported: boolean, isLazy = false): void {
    const line = this.#lineAt(node.span?.start ?? 1)
    const isRelative = nameOf(source).startsWith('.')
    this.imports.push({ line, target: resolved(this.#path, nameOf(source)), isRelative, names, isExported, isLazy })
  }

  #module(node: Node): void {
    const line = this.#lineAt(node.span?.start ?? 1)
    const add = (name: string, from: Export['from'] = null) => this.exports.push({ name, line, from })
    const specifiers = asNodes(node.specifiers)
    switch (node.type) {
      case 'ImportDeclaration':
        this.#import(
          node,
          node.source,
          specifiers.map((one) =>
            one.type === 'ImportNamespaceSpecifier'
              ? '*'
              : one.type === 'ImportDefaultSpecifier'
                ? 'default'
                : nameOf(one.imported ?? one.local)
          ),
          false
        )
        break
      case 'ExportNamedDeclaration': {
        const target = node.source ? resolved(this.#path, nameOf(node.source)) : null
        for (const one of specifiers) {
          const name = nameOf(one.exported ?? one.orig ?? one.name)
          add(name, target === null ? null : { target, name: one.orig ? nameOf(one.orig) : '*' })
        }
        if (target !== null)
          this.#import(
            node,
            node.source,
            specifiers.map((one) => nameOf(one.orig ?? '*')),
            true
          )
        break
      }
      case 'ExportAllDeclaration':
        this.#import(node, node.source, ['*'], true)
        break
      case 'ExportDeclaration':
        for (const name of declared(asNode(node.declaration))) add(name)
        break
      case 'ExportDefaultExpression':
      case 'ExportDefaultDeclaration':
        add('default')
        break
      case 'CallExpression':
        if (asNode(node.callee).type === 'Import') {
          const argument = asNode(asNode(asNodes(node.arguments)[0]).expression)
          if (argument.type === 'StringLiteral') this.#import(node, argument, ['*'], false, true)
        }
        break
      case 'TsImportType':
        this.#import(node, node.argument, [nameOf(node.qualifier) || '*'], false)
    }
  }

  #function(node: Node, name: string): void {
    const span = node.span ?? { start: 1, end: 1 }
    const line = this.#lineAt(span.start)
    const own = nameOf(node.identifier ?? node.key)
    const called = node.type === 'Constructor' ? 'constructor' : own || name
    this.functions.push({ name: called, line, lines: this.#lineAt(span.end - 1) - line + 1 })
  }

  /** `name` is what the nearest binding above calls the node: an arrow has none of its own. */
  #visit(node: Node, name: string): void {
    if (node.type === 'Identifier' || node.type === 'PrivateName') {
      const value = nameOf(node)
      this.identifiers.set(value, (this.identifiers.get(value) ?? 0) + 1)
    }
    this.#module(node)
    if (functionTypes.has(node.type ?? '')) this.#function(node, name)
    const inner = nameOf(node.identifier ?? node.id ?? node.key) || name
    for (const key in node) {
      const value = node[key]
      if (Array.isArray(value)) {
        for (const one of value) if (one !== null && typeof one === 'object') this.#visit(one as Node, inner)
      } else if (key !== 'span' && value !== null && typeof value === 'object') this.#visit(value as Node, inner)
    }
  }
}

function read(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const { imports, exports, functions, identifiers } = new Reading(path, text)
  return { path, text, imports, exports, functions, identifiers }
}

/** What the product is made of, without what is generated. */
export const sources: readonly Source[] = filesBelow('src').map(read)

export interface Outside {
  readonly path: string
  readonly text: string
  readonly imports: readonly Pick<Import, 'target' | 'names'>[]
}

const importPattern =
  /(?:import|export)\s+(?:type\s+)?(?:\{([^}]*)\}|[^'"{]*?)\s*from\s+'([^']+)'|import\(\s*['`]([^'`]+)['`]/g
const dynamicNames = /(?:const|let)\s+\{([^}]*)\}\s*=\s*(?:\(\s*)?await\s+import\(\s*'([^']+)'/g

/** Tests, benches and scripts are not parsed: what they import is told well enough by their text. */
function skim(path: string): Outside {
  const text = readFileSync(join(root, path), 'utf8')
  const namesIn = (list: string) =>
    list
      .split(',')
      .map(
        (one) =>
          one
            .replace(/^\s*type\s/, '')
            .split(/\sas\s|:/)[0]
            ?.trim() ?? ''
      )
      .filter((one) => one !== '')
  const imports = [
    ...[...text.matchAll(importPattern)].map(([, list, from, lazy]) => ({
      target: resolved(path, from ?? lazy ?? ''),
      names: list === undefined ? (from === undefined ? [] : ['*']) : namesIn(list)
    })),
    ...[...text.matchAll(dynamicNames)].map(([, list = '', from = '']) => ({
      target: resolved(path, from),
      names: namesIn(list)
    }))
  ]
  return { path, text, imports }
}

/** What else is held to be tidy. */
export const outsiders: readonly Outside[] = ['test', 'bench', 'scripts']
  .flatMap((folder) => [...filesBelow(folder), ...filesBelow(folder, '.mjs')])
  .map(skim)

/** A source's room: the folder of `src` that it lies in. `index` is src/index.ts, the embedding API. */
export const roomOf = (path: string) => (path === 'src/index.ts' ? 'index' : (path.split('/')[1] ?? ''))
