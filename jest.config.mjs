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
  maxWorkers: '100%',
  testTimeout: 30_000
}
