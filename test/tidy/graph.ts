/** Goal: what the import graph of `src` must not have: circles, files that nobody reaches, exports that nobody uses. */
import { outsiders, type Source, sources } from './source-tree.ts'

const byPath = new Map(sources.map((source) => [source.path, source]))

/** Groups of files that import each other, types included: no file of such a group can be read alone. */
export function circlesAmong(paths: readonly string[]): string[][] {
  const asked = new Set(paths)
  const indexes = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  // Tarjan: a group is complete when its first file has reached none that is older.
  const visit = (path: string) => {
    const index = indexes.size
    indexes.set(path, index)
    lowest.set(path, index)
    stack.push(path)
    for (const { target, isLazy } of byPath.get(path)?.imports ?? []) {
      if (isLazy || !asked.has(target)) continue
      if (!indexes.has(target)) visit(target)
      if (stack.includes(target)) lowest.set(path, Math.min(lowest.get(path) ?? 0, lowest.get(target) ?? 0))
    }
    if (lowest.get(path) !== index) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1) circles.push(group.sort())
  }
  for (const path of paths) if (!indexes.has(path)) visit(path)
  return circles
}

const isDoor = (path: string) => path.endsWith('/index.ts')

interface Use {
  readonly bySources: boolean
  readonly byOutsiders: boolean
}

/** Who takes each export: `path name` for one, `path *` for all of a file. */
class Uses {
  readonly #uses = new Map<string, Use>()

  constructor() {
    for (const { imports } of sources)
      for (const { target, names, isExported } of imports) if (!isExported) this.#add(target, names, true)
    for (const { imports } of outsiders) for (const { target, names } of imports) this.#add(target, names, false)
    // An export that is passed on is used as the name that it gets there. Doors pass on from doors, so more than once.
    for (let round = 0; round < 4; round++) for (const source of sources) this.#passOn(source)
  }

  #add(path: string, names: readonly string[], isSource: boolean): void {
    for (const name of names) {
      const known = this.#uses.get(`${path} ${name}`)
      this.#uses.set(`${path} ${name}`, {
        bySources: isSource || known?.bySources === true,
        byOutsiders: !isSource || known?.byOutsiders === true
      })
    }
  }

  #passOn({ path, exports, imports }: Source): void {
    const isPublic = path === 'src/index.ts'
    for (const { name, from } of exports) {
      if (from === null) continue
      const { bySources, byOutsiders } = this.of(path, name)
      if (isPublic || bySources) this.#add(from.target, [from.name], true)
      if (byOutsiders) this.#add(from.target, [from.name], false)
    }
    for (const { target, names, isExported } of imports) {
      if (!isExported || names[0] !== '*') continue
      for (const { name } of byPath.get(target)?.exports ?? []) {
        const { bySources, byOutsiders } = this.of(path, name)
        if (bySources) this.#add(target, [name], true)
        if (byOutsiders) this.#add(target, [name], false)
      }
    }
  }

  of(path: string, name: string): Use {
    const named = this.#uses.get(`${path} ${name}`)
    const all = this.#uses.get(`${path} *`)
    return {
      bySources: named?.bySources === true || all?.bySources === true,
      byOutsiders: named?.byOutsiders === true || all?.byOutsiders === true
    }
  }
}

/** `path name` of exports that no other file of `src` takes, unless a test takes what the file itself uses, or what a door passes on. */
export function unusedExports(): string[] {
  const uses = new Uses()
  return sources
    .filter(({ path }) => path !== 'src/index.ts')
    .flatMap(({ path, exports, identifiers }) =>
      exports
        .filter(({ name, from }) => {
          const { bySources, byOutsiders } = uses.of(path, name)
          if (bySources) return false
          const isUsedHere = (identifiers.get(name) ?? 0) > 1
          return !byOutsiders || !(isUsedHere || (from !== null && isDoor(path)))
        })
        .map(({ name }) => `${path} ${name}`)
    )
}

/** Files that nobody imports, apart from those in which a process begins. */
export function unreachedFiles(entries: readonly string[]): string[] {
  const imported = new Set(sources.flatMap(({ imports }) => imports.map(({ target }) => target)))
  return sources.map(({ path }) => path).filter((path) => !imported.has(path) && !entries.includes(path))
}
