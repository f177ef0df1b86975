import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/**
 * Loads an installed npm package synchronously, so that startup loads only the packages it needs. Throws if the package is not
 * installed or fails to load. In the bundle `scripts/bundle.mjs` replaces this function, because test runners replace
 * `createRequire` and bundlers cannot follow it.
 */
export const loadPackage = (name: string): unknown => require(name)
