// Jest's environment for Node, in which promises cost what they cost elsewhere. Jest remembers by AsyncLocalStorage which test a
// promise belongs to, and on Node 20 that makes every promise of the process dearer: an eighth of the CPU of a broker's test.
// Here it remembers which test runs. That is the same while the tests of a file run one after another, as all of ours do.
import { AsyncLocalStorage } from 'node:async_hooks'
import { TestEnvironment } from 'jest-environment-node'

const isOfJest = (store) => typeof store === 'object' && store !== null && ('test' in store || 'hook' in store)
const { getStore, run } = AsyncLocalStorage.prototype
/** By storage, what jest is doing. */
const doing = new WeakMap()

AsyncLocalStorage.prototype.getStore = function () {
  return doing.get(this) ?? getStore.call(this)
}
AsyncLocalStorage.prototype.run = function (store, callback, ...args) {
  if (!isOfJest(store)) return run.call(this, store, callback, ...args)
  const before = doing.get(this)
  doing.set(this, store)
  return Promise.resolve(callback(...args)).finally(() => doing.set(this, before))
}

export default TestEnvironment
