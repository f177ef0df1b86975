import base from './jest.config.mjs'
export default { ...base, setupFilesAfterEnv: ['<rootDir>/handles.tmp.mjs'] }
