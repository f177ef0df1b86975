import { availableParallelism } from 'node:os'

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/compat/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript', explicitResourceManagement: true }, target: 'es2023' },
        module: { type: 'es6' }
      }
    ]
  },
  setupFiles: ['<rootDir>/test/kit/seed.ts'],
  // More than there are cores: while a test waits for time or for a process, another one runs.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: '<rootDir>/test/kit/longest-first.mjs',
  // Node 20 keeps the modules of every test file that a worker has run. A worker with a heap of a gigabyte takes longer to end
  // than jest waits, so it is replaced before.
  workerIdleMemoryLimit: '300MB',
  // A limit is for what hangs, not for what is slow: on a busy machine everything takes ten times as long.
  testTimeout: 180_000
}
