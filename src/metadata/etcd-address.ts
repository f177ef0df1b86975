import { type Endpoint, OttlaError } from '../env/index.ts'

/** Where an etcd cluster is, and what of it is ours. */
export interface EtcdAddress {
  /** etcds: by TLS. */
  readonly isSecure: boolean
  /** One or more. Any of them serves. */
  readonly endpoints: readonly Endpoint[]
  /** Begins with a slash and ends without one: every key of ours stands below it. */
  readonly prefix: string
  readonly credentials: { readonly name: string; readonly password: string } | undefined
}

/** Paths of files in PEM, from the config that each is named after. */
export interface EtcdFiles {
  /** Whom to trust; undefined: the authorities that the platform trusts. */
  readonly ca: string | undefined
  /** What this broker shows where etcd asks for a certificate, and its key. */
  readonly certificate: string | undefined
  readonly key: string | undefined
}

const form =
  'write etcd://HOST:PORT,HOST:PORT/PREFIX, etcds:// for TLS, or etcd://USER:PASSWORD@HOST:PORT where etcd asks for a user'
const prefixDefault = '/ottla'
const portDefault = 2379

const bad = (why: string) => new OttlaError('BAD_CONFIG', `the metadata store: ${why}; ${form}`)

/** Reads `etcd://user:password@host:port,host:port/prefix`, or `etcds://` with the same. @throws OttlaError BAD_CONFIG, which never has the password in it */
export function parseEtcdAddress(text: string): EtcdAddress {
  const match = /^(etcds?):\/\/(?:([^@/]*)@)?([^/@]*)(\/.*)?$/.exec(text)
  if (match === null) throw bad('its address has another form')
  const [, scheme, user, hosts = '', path = ''] = match
  const prefix = path.replace(/\/+$/, '')
  return {
    isSecure: scheme === 'etcds',
    endpoints: hosts.split(',').map(endpointOf),
    prefix: prefix === '' ? prefixDefault : prefix,
    credentials: user === undefined ? undefined : credentialsOf(user)
  }
}

function endpointOf(text: string): Endpoint {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+))(?::(\d{1,5}))?$/.exec(text)
  const port = Number(match?.[3] ?? portDefault)
  if (match === null || port < 1 || port > 65_535) throw bad(`'${text}' is no host and port`)
  return { host: match[1] ?? match[2] ?? '', port }
}

/** A colon, slash or at sign in a name or password is percent-encoded. */
function credentialsOf(text: string): NonNullable<EtcdAddress['credentials']> {
  const [name = '', password, ...others] = text.split(':')
  if (name === '' || password === undefined || others.length > 0) throw bad('its user or password is missing')
  try {
    return { name: decodeURIComponent(name), password: decodeURIComponent(password) }
  } catch {
    throw bad('its user or password has a broken percent-encoding')
  }
}

/** For people: hosts and prefix, without the password. */
export const shownEtcd = ({ isSecure, endpoints, prefix }: EtcdAddress): string =>
  `${isSecure ? 'etcds' : 'etcd'}://${endpoints.map(shownEndpoint).join(',')}${prefix}`

export const shownEndpoint = ({ host, port }: Endpoint): string => `${host.includes(':') ? `[${host}]` : host}:${port}`
