export * from './crc32c.ts'
export * from './decode-error.ts'
export * from './reader.ts'
export * from './writer.ts'
