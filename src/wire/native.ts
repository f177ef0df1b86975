import { loadPackage } from './packages.ts'

/** Whether optional native packages may be used. Setting OTTLA_NO_NATIVE to any value turns all of them off. */
export const nativeAllowed = (): boolean => !process.env.OTTLA_NO_NATIVE

/** An optional native package, or null if it is not installed, fails to load, or is turned off. */
export function loadNative<T>(name: string): T | null {
  if (!nativeAllowed()) return null
  try {
    return loadPackage(name) as T
  } catch {
    return null
  }
}
