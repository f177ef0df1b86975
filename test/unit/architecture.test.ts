/**
 * Goal: docs/architecture.md speaks of files, functions and classes that exist.
 * Method: each code span of it that looks like a path or like a name is looked for in the source.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCodes } from '../../src/protocol/index.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
const sections = text.split(/^(?=##+ )/m)
/** Outside of the blocks of code. */
const spansOf = (section: string) =>
  [...section.replace(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1] as string)

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('generated'))
  .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(root, 'src', path), 'utf8') }))
const inSource = (pattern: RegExp) => sources.some((source) => pattern.test(source.text))

test('every file that is named is there', () => {
  const paths = sections.flatMap(spansOf).filter((span) => /^[\w./-]+\.(?:ts|mjs)$/.test(span))
  expect(paths.length).toBeGreaterThan(30)
  const isThere = (path: string) =>
    existsSync(join(root, path)) || sources.some((source) => source.path === path || source.path.endsWith(`/${path}`))
  expect(paths.filter((path) => !isThere(path))).toEqual([])
})

test('every name in the ways of a request, and in where to put what, is one of the source', () => {
  const told = sections.filter((section) => /^##+ (?:The path of|Stages|Where would I put|Connections)/.test(section))
  expect(told.length).toBeGreaterThan(5)
  const names = told
    .flatMap(spansOf)
    .filter((span) => /^#?[A-Za-z]\w*(?:\.[a-z]\w*)?$/.test(span) && !span.includes('.ts'))
  expect(names.length).toBeGreaterThan(50)
  const isThere = (name: string) => {
    const [first = '', method] = name.split('.')
    // A declaration, a member or a property: not a word of a comment.
    if (method === undefined)
      return inSource(
        new RegExp(`(?:class|interface|type|function) ${first}\\b|(?<![\\w#])${first}\\??[(:<]|const ${first}\\b`)
      )
    const owner = new RegExp(`(?:class|interface|const) ${first}\\b`)
    return sources.some((source) => owner.test(source.text) && new RegExp(`\\b${method}\\??[(:<]`).test(source.text))
  }
  expect(names.filter((name) => !(name in errorCodes) && !isThere(name))).toEqual([])
})
