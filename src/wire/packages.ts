import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * An installed npm package, loaded synchronously so that a start pays only for those it meets. Throws when it is not
 * installed or does not load. In the bundle `scripts/bundle.mjs` puts another version of this function in its place, because
 * test runners replace `createRequire` and bundlers cannot follow it.
 */
export const loadPackage = (name: string): unknown => require(name)
