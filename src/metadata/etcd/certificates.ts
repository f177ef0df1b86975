/*
 * The TLS files for etcd: this broker's certificate and the trusted CAs. They are read for each connection, so that renewed
 * certificates need no restart.
 */
import { DiskError, type Env, OttlaError, type SecureConnect } from '../../env/index.ts'
import type { EtcdFiles } from '../etcd-address.ts'

/** The configs that name the files. */
const configs = {
  ca: 'ottla.etcd.ca.file',
  certificate: 'ottla.etcd.certificate.file',
  key: 'ottla.etcd.key.file'
} as const satisfies Record<keyof EtcdFiles, string>

const begins = {
  ca: /-----BEGIN .*CERTIFICATE-----/,
  certificate: /-----BEGIN .*CERTIFICATE-----/,
  key: /-----BEGIN .*PRIVATE KEY-----/
}

const bad = (why: string) => new OttlaError('BAD_CONFIG', why)

export class Certificates {
  readonly #env: Env
  readonly #files: EtcdFiles

  /** @throws OttlaError BAD_CONFIG if a file is missing or unreadable */
  constructor(env: Env, files: EtcdFiles) {
    this.#env = env
    this.#files = files
    if ((files.certificate === undefined) !== (files.key === undefined))
      throw bad(`${configs.certificate} and ${configs.key} go together: one of them is not set`)
    this.forServer('')
  }

  /** `serverName` is the name or address that etcd's certificate must contain. @throws OttlaError BAD_CONFIG */
  forServer(serverName: string): SecureConnect {
    const trusted = this.#read('ca')
    const certificate = this.#read('certificate')
    const key = this.#read('key')
    return {
      serverName,
      ...(trusted === undefined ? {} : { trusted }),
      ...(certificate === undefined || key === undefined ? {} : { certificate, key })
    }
  }

  #read(which: keyof EtcdFiles): string | undefined {
    const path = this.#files[which]
    if (path === undefined) return undefined
    let text: string
    try {
      text = Buffer.from(this.#env.disk.readFile(path)).toString('latin1')
    } catch (error) {
      if (!(error instanceof DiskError)) throw error
      throw bad(`${configs[which]}: ${path} cannot be read: ${error.message}`)
    }
    if (!begins[which].test(text))
      throw bad(`${configs[which]}: ${path} has no ${which === 'key' ? 'private key' : 'certificate'} in PEM`)
    if (which === 'key' && /ENCRYPTED/.test(text))
      throw bad(`${configs.key}: ${path} is encrypted: give a key without a passphrase`)
    return text
  }
}
