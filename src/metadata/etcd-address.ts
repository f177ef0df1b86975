import { type Endpoint, OttlaError } from '../env/index.ts'

/** The address of an etcd cluster, and our part of it. */
export interface EtcdAddress {
  /** etcds uses TLS. */
  readonly isSecure: boolean
  /** One or more; any of them will do. */
  readonly endpoints: readonly Endpoint[]
  /** Starts with a slash and does not end with one. All our keys are below it. */
  readonly prefix: string
  readonly credentials: { readonly name: string; readonly password: string } | undefined
}

/** Paths of PEM files, each from the config it is named after. */
export interface EtcdFiles {
  /** The trusted CAs; undefined for those the platform trusts. */
  readonly ca: string | undefined
  /** This broker's certificate and key, in case etcd asks for them. */
  readonly certificate: string | undefined
  readonly key: string | undefined
}

const form =
  'write etcd://HOST:PORT,HOST:PORT/PREFIX, etcds:// for TLS, or etcd://USER:PASSWORD@HOST:PORT where etcd asks for a user'
const prefixDefault = '/ottla'
const portDefault = 2379

const bad = (why: string) => new OttlaError('BAD_CONFIG', `the metadata store: ${why}; ${form}`)

/**
 * Parses `etcd://user:password@host:port,host:port/prefix`, or the same with `etcds://`. @throws OttlaError BAD_CONFIG, whose
 * message never contains the password
 */
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

/** Colons, slashes and at signs in a name or password are percent-encoded. */
function credentialsOf(text: string): NonNullable<EtcdAddress['credentials']> {
  const [name = '', password, ...others] = text.split(':')
  if (name === '' || password === undefined || others.length > 0) throw bad('its user or password is missing')
  try {
    return { name: decodeURIComponent(name), password: decodeURIComponent(password) }
  } catch {
    throw bad('its user or password has a broken percent-encoding')
  }
}

/** Hosts and prefix for people to read, without the password. */
export const shownEtcd = ({ isSecure, endpoints, prefix }: EtcdAddress): string =>
  `${isSecure ? 'etcds' : 'etcd'}://${endpoints.map(shownEndpoint).join(',')}${prefix}`

export const shownEndpoint = ({ host, port }: Endpoint): string => `${host.includes(':') ? `[${host}]` : host}:${port}`
