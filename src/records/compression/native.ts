import { loadPackage } from '../../wire/index.ts'

/** OTTLA_NO_NATIVE=1 turns every native package off, so that the portable ways can be tested. */
export const nativeAllowed = (): boolean => process.env.OTTLA_NO_NATIVE !== '1'

/** An optional native package, or null where it is not installed, does not load, or is turned off. */
export const loadNative = <T>(name: string): T | null => {
  if (!nativeAllowed()) return null
  try {
    return loadPackage(name) as T
  } catch {
    return null
  }
}

/** A package that is always installed, loaded at its first use so that start-up does not pay for it. */
export const loadLazily = <T>(name: string): T => loadPackage(name) as T
